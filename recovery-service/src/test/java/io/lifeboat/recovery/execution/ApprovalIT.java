package io.lifeboat.recovery.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Budget;
import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.ApproveAction;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.event.EventIds;
import io.lifeboat.recovery.FakeBot;
import io.lifeboat.recovery.RecoveryResource;
import io.lifeboat.recovery.execution.HumanAnswers.NothingWaitsException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An approval is a row: the service that has asked need not be the one that hears the answer. */
@QuarkusTest
@QuarkusTestResource(RecoveryResource.class)
class ApprovalIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Procedure PROCEDURE = new Procedure(
            "approved",
            "trading-engine",
            Mode.AUTO,
            new Budget(2, Duration.ofHours(1)),
            Map.of(
                    Phase.IMMEDIATE,
                    List.of(group(
                            "approve", new ApproveAction("trading-manager", "Go on?", 2, Duration.ofMinutes(30)))),
                    Phase.RECOVER,
                    List.of(group("act", new SshAction("trading-server", "approved-act", null)))),
            "hash-of-approved");

    @Inject
    FakeBot bot;

    @Inject
    CrashingProcess processes;

    @Inject
    HumanAnswers answers;

    @Inject
    RunRows rows;

    @Inject
    AttemptRows attempts;

    @Inject
    AgroalDataSource database;

    private final String instance = "approval-" + UUID.randomUUID();

    @Test
    void shouldKeepOneApprovalOverARestartAndGoOnWithTheSecond() throws Exception {
        // given
        bot.heal();
        UUID run = start();
        Thread first = process(run);
        await().atMost(PATIENCE).until(() -> waits(run));
        assertThat(answers.approve(run, "approve", "Ada", "", "hash-of-approved"))
                .isEqualTo(1);

        // when: it is killed, and another takes the run over
        first.interrupt();
        first.join();
        Thread second = process(run);

        // then
        assertThatThrownBy(() -> answers.approve(run, "approve", "Ada", "", null))
                .isInstanceOf(NothingWaitsException.class)
                .hasMessageContaining("needs another person");
        assertThatThrownBy(() -> answers.approve(run, "approve", "Bob", "", "hash-of-another"))
                .isInstanceOf(NothingWaitsException.class)
                .hasMessageContaining("another procedure");
        assertThat(bot.ran("approved-act")).isZero();
        assertThat(answers.approve(run, "approve", "Bob", "", "hash-of-approved"))
                .isZero();
        second.join();
        assertThat(bot.ran("approved-act")).isEqualTo(1);
        assertThat(QuarkusTransaction.requiringNew().call(() -> rows.findById(run).state))
                .isEqualTo("SUCCEEDED");
    }

    private boolean waits(UUID run) {
        return QuarkusTransaction.requiringNew()
                .call(() -> attempts.waiting(run, "approve").isPresent());
    }

    /** A service that has the run, until it is interrupted or the run ends. */
    private Thread process(UUID run) {
        CrashPlan never = CrashPlan.never();
        Runs runs = processes.runs(instance, never);
        Ownership ownership = runs.claim(run).orElseThrow();
        return Thread.ofVirtual().start(() -> {
            try {
                processes.driver(runs, never, new CrashingProcess.Witness()).drive(ownership);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private UUID start() throws Exception {
        UUID incident = EventIds.unique();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into incident (id, scenario, component, target, state, detected_at, seen_at, opened_at, evidence, version)"
                                + " values (?, 'approved', 'trading-engine', gen_random_uuid()::text, 'WITH_PEOPLE', now(), now(), now(), '[]', 0)")) {
            statement.setObject(1, incident);
            statement.executeUpdate();
        }
        return QuarkusTransaction.requiringNew()
                .call(() -> processes.runs(instance, CrashPlan.never()).start(incident, PROCEDURE, "trading-server"));
    }

    private static Group group(String name, Action action) {
        return new Group(List.of(new Step(
                name,
                "Title of " + name,
                action,
                Effect.IDEMPOTENT,
                Duration.ofSeconds(5),
                new Step.Retry(1, Duration.ZERO),
                new Step.Abort(),
                null)));
    }
}
