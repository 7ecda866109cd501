package io.lifeboat.backup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.BackupResource;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Topics;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TopicReader;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(BackupResource.class)
class JobsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    Jobs jobs;

    @Inject
    JobRows rows;

    @Inject
    JobDoer doer;

    private TopicReader backups;

    @BeforeEach
    void open() {
        backups = TopicReader.of(Topics.BACKUPS);
    }

    @AfterEach
    void close() {
        backups.close();
    }

    @Test
    void shouldDrillTheSnapshotThatIsDueAfterItIsTaken() {
        // when
        assertThat(jobs.addDue(
                        "configuration", Instant.parse("2032-01-01T02:00:00Z"), Instant.parse("2032-01-01T02:00:00Z")))
                .isTrue();
        assertThat(jobs.addDue(
                        "configuration", Instant.parse("2032-01-01T02:00:00Z"), Instant.parse("2032-01-01T02:00:00Z")))
                .isFalse();

        // then
        BackupEvent.DrillPassed passed = backups.await(BackupEvent.DrillPassed.class, event -> true);
        assertThat(backups.events(BackupEvent.SnapshotTaken.class))
                .anySatisfy(taken -> assertThat(taken.event().snapshot()).isEqualTo(passed.snapshot()));
        assertThat(backups.events(BackupEvent.DrillPassed.class)).hasSize(1);
    }

    @Test
    void shouldRecordAndTellThatAJobWasGivenUp() {
        // given: one that nobody else does, because it follows one that never ends
        Job hung = new Job(EventIds.unique(), Action.TAKE, "configuration", null, "test", null, Instant.EPOCH);
        QuarkusTransaction.requiringNew().run(() -> {
            JobEntity row = new JobEntity(hung);
            row.claimedBy = "test";
            row.claimedUntil = Instant.parse("2100-01-01T00:00:00Z");
            rows.persist(row);
        });

        // when
        jobs.timeOut(hung, doer.givenUp(hung, Duration.ofHours(2)));

        // then: what still comes of it is not heard
        jobs.finish(hung, doer.givenUp(hung, Duration.ofHours(3)));
        assertThat(backups.await(
                                BackupEvent.SnapshotFailed.class,
                                event -> event.reason().contains("7200 s"))
                        .reason())
                .contains("was given up");
        assertThat(state(hung.id())).isEqualTo(JobState.TIMED_OUT);
        await().atMost(PATIENCE)
                .until(() -> backups.events(BackupEvent.SnapshotFailed.class).size() == 1);
    }

    /** A restore does not wait for a provider's image, and a hold for nothing. */
    @Test
    void shouldKeepTheLanesApart() {
        // given: nobody else sees them
        Job image = first(Action.TAKE, "system-images");
        Job backup = first(Action.RESTORE, "configuration");
        Job hold = first(Action.HOLD, "system-images");
        QuarkusTransaction.begin();
        try {
            List.of(image, backup, hold).forEach(job -> rows.persist(new JobEntity(job)));
            rows.flush();

            // then
            assertThat(next(Lane.HOLDS, Set.of("system-images"))).isEqualTo(hold.id());
            assertThat(next(Lane.IMAGES, Set.of("system-images"))).isEqualTo(image.id());
            assertThat(next(Lane.BACKUPS, Set.of("system-images"))).isEqualTo(backup.id());
            assertThat(next(Lane.BACKUPS, Set.of())).isIn(image.id(), backup.id());
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private UUID next(Lane lane, Set<String> images) {
        return rows.lockNext(Instant.now(), lane, images).orElseThrow().id;
    }

    private static Job first(Action action, String component) {
        return new Job(EventIds.unique(), action, component, null, "test", null, Instant.EPOCH);
    }

    private JobState state(UUID job) {
        return QuarkusTransaction.requiringNew().call(() -> rows.findById(job).state);
    }
}
