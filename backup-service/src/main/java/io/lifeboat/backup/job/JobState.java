package io.lifeboat.backup.job;

enum JobState {
    PENDING,
    SUCCEEDED,
    FAILED
}
