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
        assertThat(jobs.addDue("configuration", Instant.parse("2032-01-01T02:00:00Z"), true))
                .isTrue();
        assertThat(jobs.addDue("configuration", Instant.parse("2032-01-01T02:00:00Z"), true))
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

    private JobState state(UUID job) {
        return QuarkusTransaction.requiringNew().call(() -> rows.findById(job).state);
    }
}
