package io.lifeboat.backup.standby;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept from look to look, and from replica to replica. All times are the watch's own.
 *
 * @param comparedAt when both could be read last
 * @param unreadableSince from when on the copy may have missed something, while it can't be read
 * @param differing the files that differed then, by path
 */
record StateKnown(
        @Nullable Instant comparedAt,
        @Nullable Instant unreadableSince,
        Map<String, Since> differing,
        @Nullable Told told) {

    static final StateKnown NOTHING = new StateKnown(null, null, Map.of(), null);

    StateKnown {
        differing = Map.copyOf(differing);
    }

    /**
     * @param at since when the copy lacks what was changed
     * @param copy its version; none if there was no such file
     */
    record Since(Instant at, @Nullable String copy) {}

    /** What was told last. */
    record Told(int percent, boolean trouble, Instant at) {}

    StateKnown telling(Told now) {
        return new StateKnown(comparedAt, unreadableSince, differing, now);
    }
}
