package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.retention.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has become of what was to be done to a component's snapshots. */
public sealed interface BackupOutcome {

    /**
     * It is in every place, and was read back from each.
     *
     * @param bytes of the files
     * @param storedBytes what it has added to each place: what has not changed lies there already
     * @param sha256 of what it consists of, the same in every place
     */
    record Taken(
            String snapshot,
            int files,
            long bytes,
            long storedBytes,
            String sha256,
            List<String> places,
            Instant startedAt)
            implements BackupOutcome {
        public Taken {
            places = List.copyOf(places);
        }
    }

    record Verified(String snapshot, int files, List<String> places) implements BackupOutcome {
        public Verified {
            places = List.copyOf(places);
        }
    }

    /**
     * It is where it belongs.
     *
     * @param takenAt the instant that the files are from
     * @param dataAsOf up to when everything is in it: later than the snapshot where there was WAL
     * @param replaced where what was there before is kept
     * @param detail what else there is to know, such as how far the WAL reaches
     */
    record Restored(
            String snapshot,
            String place,
            int files,
            long bytes,
            Instant takenAt,
            Instant dataAsOf,
            List<String> replaced,
            String detail)
            implements BackupOutcome {
        public Restored {
            replaced = List.copyOf(replaced);
        }
    }

    /**
     * It was restored beside what runs, and is sound.
     *
     * @param took until it could be used
     * @param median of the newest drills
     * @param worst of the same
     * @param rto the objective; none where the plan has none
     */
    record DrillPassed(
            String snapshot,
            String place,
            Duration took,
            Duration median,
            Duration worst,
            @Nullable Duration rto,
            String detail)
            implements BackupOutcome {}

    /**
     * It can't be restored, or is not sound.
     *
     * @param snapshot none if there is none at all
     * @param place none where it did not come so far
     */
    record DrillFailed(@Nullable String snapshot, @Nullable String place, List<String> findings, Cause cause)
            implements BackupOutcome {
        public DrillFailed {
            findings = List.copyOf(findings);
        }
    }

    /** Every place that has it keeps it, whatever the rules say. */
    record Held(Hold hold) implements BackupOutcome {}

    /**
     * No place holds it for them any more.
     *
     * @param snapshot none: the hold of all of the component's
     * @param wasHeld whether there was such a hold
     */
    record Released(@Nullable String snapshot, String by, boolean wasHeld) implements BackupOutcome {}

    /**
     * At least one place does not have it whole.
     *
     * @param snapshot none if there is none at all
     * @param reason what and where, for every place that failed
     * @param committedIn the places where it is complete and was read back
     */
    record Failed(@Nullable String snapshot, String reason, List<String> committedIn, Cause cause)
            implements BackupOutcome {
        public Failed {
            committedIn = List.copyOf(committedIn);
        }

        public Failed(@Nullable String snapshot, String reason, List<String> committedIn) {
            this(snapshot, reason, committedIn, Cause.OTHER);
        }
    }

    /** What kind of failure it is, for who must act on it. What comes later says more. */
    enum Cause {
        OTHER,
        /** What is asked for, or the catalog, is wrong. */
        USAGE,
        /** There is no such snapshot, or none at all. */
        NOTHING_FOUND,
        /** What lies in a place is not what was written. */
        DAMAGED,
        TARGET_NOT_EMPTY,
        /** There is no key, or another. */
        WRONG_KEY
    }
}
