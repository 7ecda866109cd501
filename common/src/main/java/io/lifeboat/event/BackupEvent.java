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

    /** Taking or verifying did not work, or worked in some repositories only: the reason says what and where. */
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
}
