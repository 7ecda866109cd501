package io.lifeboat.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.configuration.BotFiles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailyPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T01:59:59.999Z, 2026-03-01",
        "2026-03-02T02:00:00Z, 2026-03-02",
        "2026-03-02T23:59:59Z, 2026-03-02",
        "2026-03-01T00:00:00Z, 2026-02-28"
    })
    void shouldKnowTheDayWhoseSnapshotIsDue(Instant now, LocalDate day) {
        assertThat(DailyPolicy.dueDay(LocalTime.of(2, 0), now)).isEqualTo(day);
    }

    @Test
    void shouldTakeTheTimeFromTheCatalog() {
        assertThat(DailyPolicy.at(BotFiles.group())).hasValue(LocalTime.of(2, 0));
        assertThat(DailyPolicy.cron(LocalTime.of(2, 30, 15))).isEqualTo("15 30 2 * * ?");
    }
}
