package io.lifeboat.recovery.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.Topics;
import io.lifeboat.recovery.FakeBot;
import io.lifeboat.recovery.RecoveryResource;
import io.lifeboat.recovery.action.ActionOutcome;
import io.lifeboat.recovery.procedure.StepKey;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run whose owner has died, or only seems to have, in the middle of an act. */
@QuarkusTest
@QuarkusTestResource(RecoveryResource.class)
class OwnershipIT {

    private static final Instant DETECTED = Instant.parse("2026-03-02T03:00:00Z");

    @Inject
    StepJournal journal;

    @Inject
    FakeBot bot;

    @Inject
    Runs runs;

    @Inject
    Attempts attempts;

    @Inject
    Catalog catalog;

    @Inject
    AgroalDataSource database;

    /** The act hangs as in a process that was killed; the run is taken over; the old owner then wakes up. */
    @ParameterizedTest
    @CsvSource({"supervisorctl restart mt5_connector, 2", "test_trade.sh, 1"})
    void shouldRepeatAfterATakeoverOnlyWhatMayBeRepeated(String command, long times) throws Exception {
        // given
        bot.heal();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch wakeUp = new CountDownLatch(1);
        bot.shell = sent -> {
            if (sent.contains(command) && bot.ran(command) == 1) {
                hanging.countDown();
                awaitQuietly(wakeUp);
            }
            return FakeBot.works(sent);
        };
        bot.answers.put("mt5-test-trade", new io.lifeboat.probe.ProbeResult.Healthy("filled", "it is filled"));
        String target = "host-" + UUID.randomUUID();
        try (TopicReader incidents = TopicReader.of(Topics.INCIDENTS);
                TopicWriter writer = new TopicWriter()) {
            writer.send(new ScenarioDetected(
                    "mt5-connection-loss", "trading-engine", target, DETECTED, DETECTED, List.of()));
            hanging.await();
            IncidentEvent.RunStarted started = incidents.await(IncidentEvent.RunStarted.class, one -> true);

            // when
            giveAway(started.run());

            // then
            incidents.await(IncidentEvent.Recovered.class, one -> one.target().equals(target));
            wakeUp.countDown();
            assertThat(bot.ran(command)).isEqualTo(times);
        } finally {
            wakeUp.countDown();
        }
    }

    @Test
    void shouldRefuseTheWritesOfAnOwnerThatWasReplaced() {
        // given
        bot.heal();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch wakeUp = new CountDownLatch(1);
        bot.shell = sent -> {
            if (sent.contains("restart mt5_connector") && bot.ran("restart mt5_connector") == 1) {
                hanging.countDown();
                awaitQuietly(wakeUp);
            }
            return FakeBot.works(sent);
        };
        try (TopicReader incidents = TopicReader.of(Topics.INCIDENTS);
                TopicWriter writer = new TopicWriter()) {
            writer.send(new ScenarioDetected(
                    "mt5-connection-loss",
                    "trading-engine",
                    "host-" + UUID.randomUUID(),
                    DETECTED,
                    DETECTED,
                    List.of()));
            awaitQuietly(hanging);
            IncidentEvent.RunStarted started = incidents.await(IncidentEvent.RunStarted.class, one -> true);
            Ownership old = runs.first(started.run(), started.incident());
            StepKey key = new StepKey(Phase.RECOVER, 1, restart());

            // when
            Ownership replaced = runs.reclaim(started.run()).orElseThrow();

            // then
            assertThat(replaced.generation()).isGreaterThan(old.generation());
            assertThatThrownBy(() -> attempts.begin(old, key, 7)).isInstanceOf(OwnershipLostException.class);
            assertThatThrownBy(() -> attempts.end(old, key, 1, new ActionOutcome.Succeeded("late"), "continue"))
                    .isInstanceOf(OwnershipLostException.class);
            assertThat(runs.renew(old)).isFalse();
            assertThat(runs.renew(List.of(old, replaced))).containsExactly(old);
            assertThat(attempts.together(replaced, () -> journal.renew(List.of(replaced), "another", Instant.now())))
                    .isEmpty();
            assertThat(recordedAnew(replaced, key)).isTrue();
            assertThat(recordedAnew(replaced, key))
                    .as("the answer to the commit was lost, and it is recorded again")
                    .isFalse();
            wakeUp.countDown();
            incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(started.incident()));
        } finally {
            wakeUp.countDown();
        }
    }

    private boolean recordedAnew(Ownership ownership, StepKey key) {
        return attempts.together(
                ownership,
                () -> attempts.endWithin(ownership, key, 1, new ActionOutcome.Succeeded("restarted"), "continue"));
    }

    private Step restart() {
        return Objects.requireNonNull(catalog.procedures().get("mt5-connection-loss"))
                .phases()
                .getOrDefault(Phase.RECOVER, List.of())
                .getFirst()
                .steps()
                .getFirst();
    }

    /** As if another instance had owned it, and had died. */
    private void giveAway(UUID run) throws Exception {
        update(
                "update run set owner = 'dead', generation = generation + 1, lease_until = now() - interval '1 hour' where id = ?",
                run);
    }

    private void update(String sql, UUID run) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, run);
            statement.executeUpdate();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
