package io.lifeboat.backup.schedule;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Frequency;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/** When a daily snapshot is due. All times are UTC. */
final class DailyPolicy {

    private DailyPolicy() {}

    /** The time of day, if the group has a daily kind with one. */
    static Optional<LocalTime> at(BackupGroup group) {
        return group.kinds().stream()
                .filter(kind -> kind.frequency() == Frequency.DAILY)
                .map(BackupGroup.Kind::at)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The day whose snapshot should exist by now: a service that was down at the time takes it when it is back. */
    static LocalDate dueDay(LocalTime at, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant due = today.atTime(at).toInstant(ZoneOffset.UTC);
        return now.isBefore(due) ? today.minusDays(1) : today;
    }

    /** For Quartz. */
    static String cron(LocalTime at) {
        return "%d %d %d * * ?".formatted(at.getSecond(), at.getMinute(), at.getHour());
    }
}
