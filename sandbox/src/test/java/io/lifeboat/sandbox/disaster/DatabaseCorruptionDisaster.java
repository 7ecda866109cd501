package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.Replica;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.stack.Service;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The plan's scenario 2. */
class DatabaseCorruptionDisaster {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** The backup service is killed in the middle of the restore: it begins anew, and no order that was confirmed is lost. */
    @Test
    void shouldRestoreADatabaseWhosePagesRotWithoutLosingAnOrder() throws Exception {
        try (LifeboatExtension lifeboat = new LifeboatExtension()) {
            lifeboat.start();
            Replica replica = new Replica(lifeboat.run().sandbox());
            replica.write("before");
            await().atMost(PATIENCE).until(() -> replica.has("before"));

            // when
            CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> lifeboat.started().contains("restore-database"));
                lifeboat.run().stack().service(Service.BACKUP).restart();
            });
            DemoReport report = lifeboat.play("database-corruption", Disaster.DATABASE);
            killed.join();

            // then
            assertThat(report.passed()).as("%s", report).isTrue();
            assertThat(report.steps().stream()
                            .filter(step -> step.outcome().equals("succeeded"))
                            .map(DemoReport.StepLine::name))
                    .containsSubsequence(
                            "fence-engine",
                            "determine-extent",
                            "identify-last-good-backup",
                            "stop-database",
                            "restore-database",
                            "start-database",
                            "verify-integrity",
                            "start-trading-engine",
                            "reconcile-positions",
                            "engine-trades");
            assertThat(report.verdict().ordersBetweenFenceAndReconcile()).isZero();
            assertThat(lifeboat.events(BackupEvent.SnapshotRestored.class)).hasSize(1);
            assertThat(lifeboat.replacedData()).isNotEmpty();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> lifeboat.events(IncidentEvent.StepSucceeded.class).stream()
                            .anyMatch(done -> done.step().name().equals("rebuild-standby-database")));
            assertThat(replica.onStandby("select received_tli from pg_stat_wal_receiver where status = 'streaming'"))
                    .isEqualTo(replica.onPrimary("select timeline_id from pg_control_checkpoint()"))
                    .isNotEqualTo("1");
            replica.write("after");
            await().atMost(PATIENCE).until(() -> replica.has("after"));
            assertThat(replica.has("before")).isTrue();
        }
    }
}
