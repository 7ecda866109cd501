package io.lifeboat.backup.job;

enum JobState {
    PENDING,
    SUCCEEDED,
    FAILED,
    /** It has run for longer than any job may. */
    TIMED_OUT
}
