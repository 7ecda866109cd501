package io.lifeboat.backup.schedule;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Frequency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** When a snapshot is due. All times are UTC. */
final class SchedulePolicy {

    private SchedulePolicy() {}

    /** Whether this service takes the group's snapshots by itself: one without sources is taken elsewhere. */
    static List<BackupGroup.Kind> scheduled(BackupGroup group) {
        return group.sources().isEmpty()
                ? List.of()
                : group.kinds().stream()
                        .filter(kind -> kind.takenAs() == null && cron(kind).isPresent())
                        .toList();
    }

    /** The instant whose snapshot should exist by now: a service that was down at the time takes it when it is back. */
    static Instant due(BackupGroup.Kind kind, Instant now) {
        if (kind.frequency() == Frequency.HOURLY) {
            return now.truncatedTo(ChronoUnit.HOURS);
        }
        LocalTime at = kind.at() == null ? LocalTime.MIDNIGHT : kind.at();
        Instant today = now.atZone(ZoneOffset.UTC).toLocalDate().atTime(at).toInstant(ZoneOffset.UTC);
        return now.isBefore(today) ? today.minus(Duration.ofDays(1)) : today;
    }

    /** For Quartz; none for what is not taken at a time. */
    static Optional<String> cron(BackupGroup.Kind kind) {
        return switch (kind.frequency()) {
            case HOURLY -> Optional.of("0 0 * * * ?");
            case DAILY -> {
                LocalTime at = kind.at() == null ? LocalTime.MIDNIGHT : kind.at();
                yield Optional.of("%d %d %d * * ?".formatted(at.getSecond(), at.getMinute(), at.getHour()));
            }
            case CONTINUOUS, WEEKLY -> Optional.empty();
        };
    }
}
