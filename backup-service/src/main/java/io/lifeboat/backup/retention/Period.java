package io.lifeboat.backup.retention;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Spans of time that snapshots stand for. All times are UTC. */
enum Period {
    HOUR,
    DAY,
    WEEK,
    MONTH;

    /** @param at when days and weeks begin */
    Instant begin(Instant time, LocalTime at) {
        Duration offset = this == HOUR || this == MONTH ? Duration.ZERO : Duration.between(LocalTime.MIN, at);
        ZonedDateTime shifted = time.minus(offset).atZone(ZoneOffset.UTC);
        ZonedDateTime day = shifted.truncatedTo(ChronoUnit.DAYS);
        ZonedDateTime begin = switch (this) {
            case HOUR -> shifted.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
        return begin.toInstant().plus(offset);
    }

    Instant after(Instant begin, long count) {
        ZonedDateTime from = begin.atZone(ZoneOffset.UTC);
        return switch (this) {
            case HOUR -> from.plusHours(count).toInstant();
            case DAY -> from.plusDays(count).toInstant();
            case WEEK -> from.plusWeeks(count).toInstant();
            case MONTH -> from.plusMonths(count).toInstant();
        };
    }

    /** How many of them are in so long a time, one at least. */
    int in(Duration time) {
        Duration one = Duration.between(Instant.EPOCH, after(Instant.EPOCH, 1));
        return Math.clamp(time.dividedBy(one), 1, Integer.MAX_VALUE);
    }

    String plural() {
        return name().toLowerCase(Locale.ROOT) + "s";
    }
}
