package io.lifeboat.recovery.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How much of an objective is spent. */
final class RtoClock {

    private static final List<Integer> WARNINGS = List.of(50, 80, 100);

    private RtoClock() {}

    /**
     * The warnings that are due and have not been given.
     *
     * @param warned the highest percentage that was warned of before; 0 for none
     */
    static List<Integer> due(Instant detectedAt, Duration target, int warned, Instant now) {
        long spent = Duration.between(detectedAt, now).toMillis() * 100 / Math.max(1, target.toMillis());
        return WARNINGS.stream()
                .filter(percent -> percent > warned && percent <= spent)
                .toList();
    }
}
