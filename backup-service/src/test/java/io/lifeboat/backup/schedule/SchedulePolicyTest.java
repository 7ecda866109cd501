package io.lifeboat.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BotFiles;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Frequency;
import io.lifeboat.catalog.BackupGroup.Kind;
import io.lifeboat.catalog.SystemImage;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulePolicyTest {

    private static final Kind DAILY = new Kind("snapshot", Frequency.DAILY, LocalTime.of(2, 30, 15), null);
    private static final Kind HOURLY = new Kind("snapshot", Frequency.HOURLY, null, null);
    private static final Kind WEEKLY = new Kind("full-image", Frequency.WEEKLY, LocalTime.of(4, 0), null);
    private static final Kind CONTINUOUS = new Kind("replication", Frequency.CONTINUOUS, null, null);

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T02:30:14.999Z, 2026-03-01T02:30:15Z",
        "2026-03-02T02:30:15Z, 2026-03-02T02:30:15Z",
        "2026-03-02T23:59:59Z, 2026-03-02T02:30:15Z",
        "2026-03-01T00:00:00Z, 2026-02-28T02:30:15Z"
    })
    void shouldKnowTheDailySnapshotThatShouldExist(Instant now, Instant due) {
        assertThat(SchedulePolicy.due(DAILY, now)).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T02:59:59.999Z, 2026-03-02T02:00:00Z",
        "2026-03-02T03:00:00Z, 2026-03-02T03:00:00Z",
        "2026-03-02T00:00:00.001Z, 2026-03-02T00:00:00Z"
    })
    void shouldKnowTheHourlySnapshotThatShouldExist(Instant now, Instant due) {
        assertThat(SchedulePolicy.due(HOURLY, now)).isEqualTo(due);
    }

    /** The first of March 2026 is a Sunday. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T03:59:59Z, 2026-02-22T04:00:00Z",
        "2026-03-01T04:00:00Z, 2026-03-01T04:00:00Z",
        "2026-03-02T03:00:00Z, 2026-03-01T04:00:00Z",
        "2026-03-07T23:59:59Z, 2026-03-01T04:00:00Z"
    })
    void shouldKnowTheWeeklySnapshotThatShouldExist(Instant now, Instant due) {
        assertThat(SchedulePolicy.due(WEEKLY, now)).isEqualTo(due);
    }

    @Test
    void shouldAskAtTheTimesOfTheCatalog() {
        assertThat(SchedulePolicy.cron(DAILY)).hasValue("15 30 2 * * ?");
        assertThat(SchedulePolicy.cron(HOURLY)).hasValue("0 0 * * * ?");
        assertThat(SchedulePolicy.cron(WEEKLY)).hasValue("0 0 4 ? * SUN");
        assertThat(SchedulePolicy.cron(CONTINUOUS)).isEmpty();
    }

    @Test
    void shouldTakeOnlyWhatHasATimeAndSources() {
        BackupGroup group = BotFiles.group();

        assertThat(SchedulePolicy.scheduled(with(group, group.sources()))).containsExactly(HOURLY, DAILY);
        assertThat(SchedulePolicy.scheduled(with(group, List.of()))).isEmpty();
    }

    @Test
    void shouldHoldOneDrillForAllSnapshotsOfADayOrAWeek() {
        // given: a Tuesday
        Instant due = Instant.parse("2026-03-03T05:00:00Z");

        // then
        assertThat(SchedulePolicy.drillOf(drill(null), due)).isEqualTo(due);
        assertThat(SchedulePolicy.drillOf(drill(Frequency.DAILY), due)).isEqualTo("2026-03-03T00:00:00Z");
        assertThat(SchedulePolicy.drillOf(drill(Frequency.WEEKLY), due)).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(SchedulePolicy.drillOf(drill(Frequency.WEEKLY), Instant.parse("2026-03-01T00:00:00Z")))
                .isEqualTo("2026-03-01T00:00:00Z");
    }

    private static BackupGroup.RestoreDrill drill(@Nullable Frequency every) {
        return new BackupGroup.RestoreDrill("snapshot", List.of(), every);
    }

    @Test
    void shouldTakeAnImageOnceItsServerIsKnown() {
        assertThat(SchedulePolicy.scheduled(image("i-0123456789abcdef0"))).containsExactly(WEEKLY);
        assertThat(SchedulePolicy.scheduled(image(null))).isEmpty();
    }

    private static BackupGroup image(@Nullable String instance) {
        return new BackupGroup(
                "system-images",
                "System Images",
                null,
                List.of(),
                List.of(),
                List.of(WEEKLY),
                null,
                null,
                null,
                null,
                new SystemImage.Ec2("trading-server", "eu-central-1", instance));
    }

    private static BackupGroup with(BackupGroup group, List<BackupGroup.Source> sources) {
        return new BackupGroup(
                group.id(), group.title(), null, sources, group.places(), List.of(CONTINUOUS, HOURLY, DAILY), null);
    }
}
