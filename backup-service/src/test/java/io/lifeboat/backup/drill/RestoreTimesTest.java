package io.lifeboat.backup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestoreTimesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @Test
    void shouldKnowNothingBeforeADrillHasPassed() {
        assertThat(RestoreTimes.of(List.of())).isEmpty();
        assertThat(RestoreTimes.of(List.of(report(5, "a page is damaged")))).isEmpty();
    }

    @Test
    void shouldTakeTheMiddleAndTheWorstOfThoseThatPassed() {
        // given: one that failed at once, which says nothing of how long a restore takes
        List<DrillReport> reports = List.of(report(30), report(1, "broken"), report(10), report(20));

        // then
        assertThat(RestoreTimes.of(reports))
                .hasValue(new RestoreTimes(Duration.ofSeconds(20), Duration.ofSeconds(30), 3));
    }

    @Test
    void shouldForgetWhatIsLongAgo() {
        // given: a database that was ten times as big once
        List<DrillReport> reports = new ArrayList<>(LongStream.range(0, RestoreTimes.NEWEST)
                .mapToObj(n -> report(10 + n))
                .toList());
        reports.add(report(500));

        // then
        assertThat(RestoreTimes.of(reports))
                .hasValue(new RestoreTimes(Duration.ofSeconds(15), Duration.ofSeconds(19), RestoreTimes.NEWEST));
    }

    private static DrillReport report(long seconds, String... findings) {
        return new DrillReport(
                DrillReport.FORMAT,
                "database",
                "20260302T010000000Z-1f2e3d4c",
                "local",
                NOW,
                Stream.of(findings).toList(),
                seconds * 600,
                seconds * 400,
                7,
                1,
                1,
                NOW,
                "");
    }
}
