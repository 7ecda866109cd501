package io.lifeboat.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Frequency;
import io.lifeboat.catalog.BackupGroup.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GapPolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:30:00Z");

    @Test
    void shouldFindWhereSnapshotsAreMissingAgainstTheMostFrequentKind() {
        // given: hourly, with a hole of three hours and one of two
        List<Instant> taken = times("-10h", "-9h", "-6h", "-4h", "-3h", "-2h", "-1h");

        // then: twice the time is no gap yet
        assertThat(GapPolicy.gaps(group(Frequency.DAILY, Frequency.HOURLY), taken, NOW))
                .containsExactly(new GapPolicy.Gap(at("-9h"), at("-6h")));
        assertThat(GapPolicy.gaps(group(Frequency.DAILY), taken, NOW)).isEmpty();
    }

    @Test
    void shouldFindThatNoneWasTakenForAWhile() {
        assertThat(GapPolicy.gaps(group(Frequency.HOURLY), times("-5h", "-4h"), NOW))
                .containsExactly(new GapPolicy.Gap(at("-4h"), NOW));
        assertThat(GapPolicy.gaps(group(Frequency.WEEKLY), times("-400h"), NOW))
                .containsExactly(new GapPolicy.Gap(at("-400h"), NOW));
    }

    @Test
    void shouldNotCallMissingWhatTheRulesHaveThinnedOut() {
        // given: one a day, older than a week
        List<Instant> taken = times("-240h", "-216h", "-192h");

        // then: only what reaches into the last week
        assertThat(GapPolicy.gaps(group(Frequency.HOURLY), taken, NOW))
                .containsExactly(new GapPolicy.Gap(at("-192h"), NOW));
    }

    @Test
    void shouldSayNothingWhereThereIsNothingOrNoSchedule() {
        assertThat(GapPolicy.gaps(group(Frequency.HOURLY), List.of(), NOW)).isEmpty();
        assertThat(GapPolicy.gaps(group(Frequency.CONTINUOUS), times("-100h"), NOW))
                .isEmpty();
    }

    private static BackupGroup group(Frequency... frequencies) {
        List<Kind> kinds = Stream.of(frequencies)
                .map(one -> new Kind(one.name(), one, null, null))
                .toList();
        return new BackupGroup("c", "C", null, List.of(), List.of(), kinds, null);
    }

    private static List<Instant> times(String... ago) {
        return Stream.of(ago).map(GapPolicyTest::at).toList();
    }

    private static Instant at(String hours) {
        return NOW.plus(Duration.parse("PT" + hours.toUpperCase(java.util.Locale.ROOT)));
    }
}
