package io.lifeboat.backup.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the clock can be believed enough to remove anything. */
public final class ClockPolicy {

    /** Longer than between any two snapshots of the plan: its rarest are weekly. */
    static final Duration LONGEST_PAUSE = Duration.ofDays(8);

    private static final Duration SKEW = Duration.ofMinutes(5);

    private ClockPolicy() {}

    /**
     * @param newest time of the newest snapshot of the repository
     * @param store what the store's own clock says; none if it was not asked
     * @return why nothing is removed; none if nothing speaks against it
     */
    public static Optional<String> objection(Instant newest, Instant now, @Nullable Instant store) {
        if (now.plus(SKEW).isBefore(newest)) {
            return Optional.of(
                    "the clock says %s, and the newest snapshot is of %s: one of them is wrong, so nothing is removed"
                            .formatted(now, newest));
        }
        if (now.isAfter(newest.plus(LONGEST_PAUSE))) {
            return Optional.of(
                    "the newest snapshot is of %s, %d days ago: the clock jumped, or none is taken any more; nothing is removed before there is a newer one"
                            .formatted(newest, Duration.between(newest, now).toDays()));
        }
        if (store != null && Duration.between(now, store).abs().compareTo(Duration.ofHours(1)) > 0) {
            return Optional.of("the clock says %s, and the store's own %s: one of them is wrong, so nothing is removed"
                    .formatted(now, store));
        }
        return Optional.empty();
    }
}
