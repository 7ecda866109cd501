package io.lifeboat.backup.job;

import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.event.BackupEvent;
import java.time.Instant;

/** What is told of a job's end. */
final class Answers {

    private Answers() {}

    static BackupEvent to(Job job, BackupOutcome outcome, Instant now) {
        return switch (outcome) {
            case BackupOutcome.Taken taken ->
                new BackupEvent.SnapshotTaken(
                        job.component(),
                        taken.snapshot(),
                        taken.files(),
                        taken.bytes(),
                        taken.storedBytes(),
                        taken.sha256(),
                        taken.places(),
                        taken.startedAt(),
                        now,
                        job.command());
            case BackupOutcome.Verified verified ->
                new BackupEvent.SnapshotVerified(
                        job.component(), verified.snapshot(), verified.files(), verified.places(), now, job.command());
            case BackupOutcome.Restored restored ->
                new BackupEvent.SnapshotRestored(
                        job.component(),
                        restored.snapshot(),
                        restored.files(),
                        restored.bytes(),
                        restored.takenAt(),
                        restored.replaced(),
                        now,
                        job.command(),
                        restored.dataAsOf(),
                        restored.detail());
            case BackupOutcome.DrillPassed passed ->
                new BackupEvent.DrillPassed(
                        job.component(),
                        passed.snapshot(),
                        passed.place(),
                        passed.took(),
                        passed.median(),
                        passed.worst(),
                        passed.rto(),
                        passed.detail(),
                        now,
                        job.command());
            case BackupOutcome.DrillFailed failed ->
                new BackupEvent.DrillFailed(
                        job.component(), failed.snapshot(), failed.place(), failed.findings(), now, job.command());
            case BackupOutcome.Held held ->
                new BackupEvent.SnapshotHeld(
                        job.component(),
                        held.hold().snapshot(),
                        held.hold().by(),
                        held.hold().reason(),
                        held.hold().until(),
                        now,
                        job.command());
            case BackupOutcome.Released released ->
                new BackupEvent.SnapshotReleased(
                        job.component(), released.snapshot(), released.by(), released.wasHeld(), now, job.command());
            case BackupOutcome.Failed failed ->
                new BackupEvent.SnapshotFailed(
                        job.component(), failed.snapshot(), failed.reason(), failed.committedIn(), now, job.command());
        };
    }
}
