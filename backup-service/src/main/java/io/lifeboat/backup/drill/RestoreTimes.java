package io.lifeboat.backup.drill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a restore is likely to take, by the newest drills that passed.
 *
 * @param drills how many they were
 */
public record RestoreTimes(Duration median, Duration worst, int drills) {

    static final int NEWEST = 10;

    /** None if no drill has passed yet. */
    public static Optional<RestoreTimes> of(List<DrillReport> newestFirst) {
        List<Duration> times = newestFirst.stream()
                .filter(DrillReport::isPassed)
                .limit(NEWEST)
                .map(DrillReport::took)
                .sorted()
                .toList();
        // Of two in the middle the longer: nobody complains about an early end.
        return times.isEmpty()
                ? Optional.empty()
                : Optional.of(new RestoreTimes(times.get(times.size() / 2), times.getLast(), times.size()));
    }
}
