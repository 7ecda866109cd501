package io.lifeboat.backup.retention;

import java.time.Instant;

/** A snapshot about which is decided. */
public record Candidate(String id, Instant takenAt, Condition condition) {

    public enum Condition {
        /** It was read back just now, all of it. */
        WHOLE,
        /** Nobody has looked; it was whole when it was committed. */
        UNREAD,
        /** It was looked at, and something of it is missing or damaged. */
        DAMAGED
    }

    boolean isDamaged() {
        return condition == Condition.DAMAGED;
    }
}
