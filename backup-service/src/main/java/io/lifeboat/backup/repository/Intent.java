package io.lifeboat.backup.repository;

import java.time.Instant;

/**
 * Says in a repository that somebody works on it.
 *
 * @param owner who, for people
 * @param beatAt when he last said so, by his own clock; the object's time says it by the store's
 */
public record Intent(int format, String id, Kind kind, String what, String owner, Instant startedAt, Instant beatAt) {

    static final int FORMAT = 1;

    public enum Kind {
        /** Adds to it. Nothing is removed meanwhile. */
        WRITE,
        /** Removes from it, and gives way to all who write. */
        SWEEP
    }

    Intent beat(Instant now) {
        return new Intent(format, id, kind, what, owner, startedAt, now);
    }

    String describe() {
        return "%s by %s, begun at %s".formatted(what, owner, startedAt);
    }
}
