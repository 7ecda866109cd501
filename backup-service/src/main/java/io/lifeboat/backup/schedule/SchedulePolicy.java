package io.lifeboat.backup.schedule;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Frequency;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/** When a snapshot is due. All times are UTC; a week ends on Sunday, when nobody trades. */
final class SchedulePolicy {

    private SchedulePolicy() {}

    /** Whether this service takes the group's snapshots by itself: one without sources is taken elsewhere. */
    static List<BackupGroup.Kind> scheduled(BackupGroup group) {
        return group.isTakenHere()
                ? group.kinds().stream()
                        .filter(kind -> kind.takenAs() == null && cron(kind).isPresent())
                        .toList()
                : List.of();
    }

    /** The instant whose snapshot should exist by now: a service that was down at the time takes it when it is back. */
    static Instant due(BackupGroup.Kind kind, Instant now) {
        if (kind.frequency() == Frequency.HOURLY) {
            return now.truncatedTo(ChronoUnit.HOURS);
        }
        LocalTime at = kind.at() == null ? LocalTime.MIDNIGHT : kind.at();
        Instant today = now.atZone(ZoneOffset.UTC).toLocalDate().atTime(at).toInstant(ZoneOffset.UTC);
        Instant last = now.isBefore(today) ? today.minus(Duration.ofDays(1)) : today;
        int after = last.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() % DayOfWeek.SUNDAY.getValue();
        return kind.frequency() == Frequency.WEEKLY ? last.minus(Duration.ofDays(after)) : last;
    }

    /** When the time began in which one drill is held: the snapshots of a day, or of a week, have the same. */
    static Instant drillOf(BackupGroup.RestoreDrill drill, Instant due) {
        if (drill.every() != Frequency.DAILY && drill.every() != Frequency.WEEKLY) {
            return due;
        }
        LocalDate day = due.atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate first =
                drill.every() == Frequency.DAILY ? day : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        return first.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** For Quartz; none for what is not taken at a time. */
    static Optional<String> cron(BackupGroup.Kind kind) {
        return switch (kind.frequency()) {
            case HOURLY -> Optional.of("0 0 * * * ?");
            case DAILY -> Optional.of(time(kind) + " * * ?");
            case WEEKLY -> Optional.of(time(kind) + " ? * SUN");
            case CONTINUOUS -> Optional.empty();
        };
    }

    private static String time(BackupGroup.Kind kind) {
        LocalTime at = kind.at() == null ? LocalTime.MIDNIGHT : kind.at();
        return "%d %d %d".formatted(at.getSecond(), at.getMinute(), at.getHour());
    }
}
