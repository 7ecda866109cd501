package io.lifeboat.detector.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.LogSource.Absent;
import io.lifeboat.catalog.LogSource.LogSymptom;
import io.lifeboat.catalog.LogSource.Matches;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSymptomCounterTest {

    private static final Instant START = Instant.parse("2025-04-11T10:00:00Z");
    private static final Matches THREE = new Matches("errors", "x", 3, Duration.ofMinutes(1));
    private static final Absent SILENCE = new Absent("no-trades", "x", Duration.ofMinutes(10));

    /** Seconds at which lines match, when it is judged, and since when it is there. */
    @ParameterizedTest
    @CsvSource({
        "'',               0,   ",
        "'0 1',            1,   ",
        "'0 1 2',          2,   0",
        "'0 1 2',          60,  0",
        "'0 1 2',          61,  ",
        "'0 30 61',        61,  ",
        "'0 30 61 62',     62,  30",
        "'0 1 2 3 4 50',   60,  3"
    })
    void shouldNeedSoManyLinesWithinTheTime(String matches, int at, @Nullable Integer since) {
        // when
        Counted counted = LogSymptomCounter.judge(THREE, count(THREE, matches), START.plusSeconds(at));

        // then
        assertThat(counted.presentSince()).isEqualTo(since == null ? null : START.plusSeconds(since));
    }

    @ParameterizedTest
    @CsvSource({
        "'',        10000, ",
        "'0',       599,   ",
        "'0',       600,   600",
        "'0 500',   1099,  ",
        "'0 500',   1200,  1100"
    })
    void shouldBeThereWhenNothingHasMatchedForSoLong(String matches, int at, @Nullable Integer since) {
        // when
        Counted counted = LogSymptomCounter.judge(SILENCE, count(SILENCE, matches), START.plusSeconds(at));

        // then
        assertThat(counted.presentSince()).isEqualTo(since == null ? null : START.plusSeconds(since));
    }

    @Test
    void shouldKeepSayingSinceWhenWhileItIsThere() {
        // given
        Counted there = LogSymptomCounter.judge(THREE, count(THREE, "0 1 2"), START.plusSeconds(2));

        // when
        for (int i = 3; i < 200; i++) {
            there = LogSymptomCounter.matched(THREE, there, "again", START.plusSeconds(i));
            there = LogSymptomCounter.judge(THREE, there, START.plusSeconds(i));
        }

        // then
        assertThat(there.presentSince()).isEqualTo(START);
        assertThat(there.matches()).hasSize(3);
        assertThat(LogSymptomCounter.detail(THREE, there)).isEqualTo("3 lines within 60 s, the last: again");
    }

    private static Counted count(LogSymptom symptom, String matches) {
        Counted counted = Counted.NOTHING;
        for (String second : matches.isEmpty() ? new String[0] : matches.split(" ")) {
            counted = LogSymptomCounter.matched(symptom, counted, "x", START.plusSeconds(Long.parseLong(second)));
        }
        return counted;
    }
}
