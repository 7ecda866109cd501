package io.lifeboat.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of snapshots. Keyed by the backup's id in the catalog. */
public sealed interface BackupEvent extends Event {

    String component();

    Instant at();

    /** The event id of the command that this answers; none when it was the schedule. */
    @Nullable
    UUID command();

    @Override
    default String key() {
        return component();
    }

    /**
     * A snapshot is complete and was read back.
     *
     * @param bytes of the files, before compression
     * @param storedBytes what it has added to each repository: what has not changed lies there already
     * @param sha256 of the manifest before it is sealed, in hex: the same in every repository
     * @param repositories where it is committed
     */
    record SnapshotTaken(
            String component,
            String snapshot,
            int files,
            long bytes,
            long storedBytes,
            String sha256,
            List<String> repositories,
            Instant startedAt,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {
        public SnapshotTaken {
            repositories = List.copyOf(repositories);
        }
    }

    record SnapshotVerified(
            String component,
            String snapshot,
            int files,
            List<String> repositories,
            Instant at,
            @Nullable UUID command) implements BackupEvent {
        public SnapshotVerified {
            repositories = List.copyOf(repositories);
        }
    }

    /** What was to be done did not work, or worked in some repositories only: the reason says what and where. */
    record SnapshotFailed(
            String component,
            @Nullable String snapshot,
            String reason,
            List<String> committedIn,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {
        public SnapshotFailed {
            committedIn = List.copyOf(committedIn);
        }
    }

    /**
     * A snapshot is in its place, and was compared with its checksums there.
     *
     * @param takenAt the instant that the snapshot is from
     * @param replaced where what it has replaced is kept
     * @param dataAsOf up to when everything is in what was restored; none: up to {@code takenAt}
     * @param detail what else there is to know, such as how far the WAL reaches
     */
    record SnapshotRestored(
            String component,
            String snapshot,
            int files,
            long bytes,
            Instant takenAt,
            List<String> replaced,
            Instant at,
            @Nullable UUID command,
            @Nullable Instant dataAsOf,
            @Nullable String detail)
            implements BackupEvent {
        public SnapshotRestored {
            replaced = List.copyOf(replaced);
        }
    }

    /**
     * A snapshot is kept in every repository that has it, whatever the rules say.
     *
     * @param snapshot none: all of the component's
     * @param by whose hold it is
     * @param until none: until it is released
     */
    record SnapshotHeld(
            String component,
            @Nullable String snapshot,
            String by,
            String reason,
            @Nullable Instant until,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {}

    /**
     * A hold is ended in every repository; others may hold the snapshot yet.
     *
     * @param snapshot none: the hold of all of the component's
     * @param by whose hold it was
     * @param wasHeld whether there was such a hold: one that was ended before is no failure
     */
    record SnapshotReleased(
            String component,
            @Nullable String snapshot,
            String by,
            boolean wasHeld,
            Instant at,
            @Nullable UUID command) implements BackupEvent {}

    /**
     * No rule keeps a snapshot any more, its time of grace is over, and it was removed.
     *
     * @param repositories from which; others may have it yet
     */
    record SnapshotExpired(
            String component,
            String snapshot,
            List<String> repositories,
            Instant at,
            @Nullable UUID command) implements BackupEvent {
        public SnapshotExpired {
            repositories = List.copyOf(repositories);
        }
    }

    /**
     * A snapshot is being taken, verified or restored, and that takes a while. Published every few seconds; it answers
     * nothing, so that {@code command} is none.
     *
     * @param action {@code take, verify} or {@code restore}
     * @param step what is done just now, for a person
     * @param bytes of this step that are done
     * @param total of this step; none if nobody knows
     * @param bytesPerSecond since the step began
     * @param left how long the step will still take; none if nobody knows
     * @param request the event id of the command that it is done for; none when it was the schedule
     */
    record Progressed(
            String component,
            String action,
            String step,
            long bytes,
            @Nullable Long total,
            long bytesPerSecond,
            @Nullable Duration left,
            @Nullable UUID request,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {}

    /**
     * How much of a database would be lost if it were gone now, by what the repository has of its WAL. Published when a
     * part of the objective is spent or is there again, and every few minutes.
     *
     * @param percent how much of the objective is spent: 0, 50, 80 or 100
     * @param target the objective; none where the plan has none
     */
    record RpoMeasured(
            String component,
            String repository,
            int percent,
            Duration achieved,
            @Nullable Duration target,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {}

    /**
     * A snapshot was restored beside what runs, and everything that was asked of it holds.
     *
     * @param repository from which
     * @param took until it could be used, without the checks
     * @param median of the newest drills that passed: what a restore is likely to take
     * @param worst of the same
     * @param rto the objective; none where the plan has none
     * @param detail what was checked, in words
     */
    record DrillPassed(
            String component,
            String snapshot,
            String repository,
            Duration took,
            Duration median,
            Duration worst,
            @Nullable Duration rto,
            String detail,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {}

    /**
     * A backup can't be relied on: a snapshot could not be restored beside what runs, or what was restored is not sound.
     *
     * @param snapshot none if there is none at all
     * @param repository from which; none where it did not come so far
     * @param findings what is wrong, each in words
     */
    record DrillFailed(
            String component,
            @Nullable String snapshot,
            @Nullable String repository,
            List<String> findings,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {
        public DrillFailed {
            findings = List.copyOf(findings);
        }
    }

    /**
     * How far a standby is behind its database. Published when a part of the objective for lost data is spent or is there
     * again, and every few minutes.
     *
     * @param standby as the primary knows it
     * @param percent how much of the objective is spent: 0, 50, 80 or 100
     * @param bytes that the primary has written and the standby has not applied
     * @param lag how old the last thing is that it has applied; of one that is away, how long it has been
     * @param target the objective; none where the plan has none
     */
    record ReplicationLagMeasured(
            String component,
            String standby,
            int percent,
            long bytes,
            Duration lag,
            @Nullable Duration target,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {}

    /**
     * How far a standby's copy of files is behind them. Published when a part of the objective for lost data is spent or is
     * there again, when the copy can't be read or can be again, and every few minutes.
     *
     * @param standby the host and the path of the copy
     * @param percent how much of the objective is spent: 0, 50, 80 or 100
     * @param files that differ, are missing in the copy, or are only there
     * @param lag how old the oldest change is that the copy does not have; of one that can't be read, how long it has not
     *     been known to be whole
     * @param target the objective; none where the plan has none
     * @param trouble why the copy can't be read; none if it can
     */
    record StateLagMeasured(
            String component,
            String standby,
            int percent,
            int files,
            Duration lag,
            @Nullable Duration target,
            @Nullable String trouble,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {}

    /**
     * How much WAL a database keeps for a replication slot, of what it will keep before it throws WAL away that nobody has.
     * Published when a part of that is spent or is free again, and every few minutes.
     *
     * @param status as PostgreSQL calls it: reserved, extended, unreserved or lost
     * @param percent how much of the limit is spent: 0, 50, 80 or 100
     * @param safeBytes that may be written before WAL is thrown away; none where nothing bounds it
     */
    record SlotRetentionMeasured(
            String component,
            String slot,
            String status,
            int percent,
            long retainedBytes,
            @Nullable Long safeBytes,
            Instant at,
            @Nullable UUID command)
            implements BackupEvent {}
}
