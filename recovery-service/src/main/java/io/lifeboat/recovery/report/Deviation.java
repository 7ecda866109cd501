package io.lifeboat.recovery.report;

import java.time.Instant;

/**
 * What went otherwise than the procedure's straight way.
 *
 * @param step none where it concerns the whole run: then empty
 * @param words for a person, with the reason
 */
public record Deviation(Instant at, Kind kind, String step, String words) {

    public enum Kind {
        /** No procedure ran. */
        WITHHELD,
        FAILED,
        RETRIED,
        TIMED_OUT,
        /** Nobody knew whether it took place. */
        UNKNOWN,
        SKIPPED,
        /** The plan's alternative was taken. */
        ALTERNATIVE,
        /** A person has decided what the procedure does by itself when all goes well. */
        ANSWERED,
        /** A part of the objective was spent before it was recovered. */
        LATE
    }
}
