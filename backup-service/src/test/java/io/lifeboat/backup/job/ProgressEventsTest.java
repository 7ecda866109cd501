package io.lifeboat.backup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.progress.Meter;
import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.EventIds;
import io.lifeboat.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProgressEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final UUID COMMAND = EventIds.unique();
    private static final Job JOB = Job.of(COMMAND, new BackupCommand.Restore("database", null, "test", null, NOW));

    private final MutableClock clock = new MutableClock(NOW);
    private final Meter meter =
            new Meter(() -> Duration.between(NOW, clock.instant()).toNanos());
    private final List<BackupEvent> published = new CopyOnWriteArrayList<>();

    @Test
    void shouldPublishEveryFewSecondsAndAnswerNothing() throws InterruptedException {
        // when: a tenth of it each second
        ProgressEvents events = new ProgressEvents(JOB, clock, meter, published::add);
        events.begin("writing", 1_000);
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(1));
            events.add(50);
            events.add(50);
            events.close();
        }

        // then
        assertThat(published)
                .containsExactly(
                        new BackupEvent.Progressed(
                                "database",
                                "restore",
                                "writing",
                                450,
                                1_000L,
                                90,
                                Duration.ofSeconds(7),
                                COMMAND,
                                NOW.plusSeconds(5),
                                null),
                        new BackupEvent.Progressed(
                                "database",
                                "restore",
                                "writing",
                                950,
                                1_000L,
                                95,
                                Duration.ofSeconds(1),
                                COMMAND,
                                NOW.plusSeconds(10),
                                null));
    }

    @Test
    void shouldNotHarmTheJobWhereItCanNotBePublished() throws InterruptedException {
        // given
        ProgressEvents events = new ProgressEvents(JOB, clock, meter, event -> {
            published.add(event);
            throw new IllegalStateException("the database is away");
        });
        events.begin("writing", 0);

        // when
        clock.advance(Duration.ofSeconds(6));
        events.add(1);
        events.close();
        clock.advance(Duration.ofSeconds(6));
        events.add(1);
        events.close();

        // then
        assertThat(published).hasSize(2);
    }
}
