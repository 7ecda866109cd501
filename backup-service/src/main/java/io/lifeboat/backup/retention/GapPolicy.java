package io.lifeboat.backup.retention;

import io.lifeboat.catalog.BackupGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where snapshots are missing against the schedule, in the last week: further back the rules have thinned them out. */
public final class GapPolicy {

    private static final Duration LOOKED_AT = Duration.ofDays(7);

    private GapPolicy() {}

    /** Between two snapshots, or the last one and now, more than twice the time of the schedule. */
    public record Gap(Instant after, Instant before) {}

    /** @param taken oldest first */
    public static List<Gap> gaps(BackupGroup group, List<Instant> taken, Instant now) {
        Duration longest = longest(group);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            Instant next = i + 1 < taken.size() ? taken.get(i + 1) : now;
            boolean isRecent = next.isAfter(now.minus(LOOKED_AT));
            if (isRecent && Duration.between(taken.get(i), next).compareTo(longest.multipliedBy(2)) > 0) {
                gaps.add(new Gap(taken.get(i), next));
            }
        }
        return gaps;
    }

    /** The time between two of the group's most frequent kind. */
    private static Duration longest(BackupGroup group) {
        return group.kinds().stream()
                .map(kind -> switch (kind.frequency()) {
                    case HOURLY -> Duration.ofHours(1);
                    case DAILY -> Duration.ofDays(1);
                    case WEEKLY -> Duration.ofDays(7);
                    case CONTINUOUS -> LOOKED_AT;
                })
                .min(Duration::compareTo)
                .orElse(LOOKED_AT);
    }
}
