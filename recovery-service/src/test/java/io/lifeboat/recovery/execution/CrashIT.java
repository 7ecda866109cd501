package io.lifeboat.recovery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Budget;
import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.Step.Verify;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.PageAction;
import io.lifeboat.catalog.action.ProbeAction;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.event.EventIds;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.recovery.FakeBot;
import io.lifeboat.recovery.RecoveryResource;
import io.lifeboat.recovery.execution.CrashPlan.Crash;
import io.lifeboat.recovery.execution.CrashingProcess.Witness;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that is killed at every single moment of a run, and started again. */
@QuarkusTest
@QuarkusTestResource(RecoveryResource.class)
class CrashIT {

    /** Taking over 2, five steps with two writes of two points each, one for the verification, one for the end. */
    private static final int POINTS = 21;

    private static final Procedure PROCEDURE = new Procedure(
            "crashes",
            "trading-engine",
            Mode.AUTO,
            new Budget(2, Duration.ofHours(1)),
            Map.of(
                    Phase.RECOVER,
                    List.of(
                            group("restart", ssh("restart"), Effect.IDEMPOTENT, null),
                            group("switch", ssh("switch"), Effect.AT_MOST_ONCE, new Verify("mt5-account", "backup")),
                            group("trade", ssh("trade"), Effect.AT_MOST_ONCE, null)),
                    Phase.VERIFY,
                    List.of(group("fresh", new ProbeAction("mt5-fresh", null), Effect.IDEMPOTENT, null)),
                    Phase.RESOLVE,
                    List.of(group(
                            "tell",
                            new PageAction("trading-manager", "It trades again.", true),
                            Effect.IDEMPOTENT,
                            null))),
            "hash-of-crashes");

    @Inject
    FakeBot bot;

    @Inject
    CrashingProcess processes;

    @Inject
    RunRows rows;

    @Inject
    AttemptRows attempts;

    @Inject
    AgroalDataSource database;

    private final String instance = "crash-" + UUID.randomUUID();

    static IntStream points() {
        return IntStream.range(0, POINTS);
    }

    @BeforeEach
    void heal() {
        bot.heal();
        bot.answers.put("mt5-account", new ProbeResult.Healthy("primary", "it is primary"));
        bot.shell = command -> {
            if (command.endsWith("switch")) {
                bot.answers.put("mt5-account", new ProbeResult.Healthy("backup", "it is backup"));
            }
            return FakeBot.works(command);
        };
    }

    @Test
    void shouldPassEveryPointOnceWithoutACrash() throws Exception {
        // given
        CrashPlan never = CrashPlan.never();
        Witness witness = new Witness();

        // when
        UUID run = start(never);
        live(run, never, witness);

        // then
        assertThat(never.passed())
                .as("the points that the other test goes through")
                .isEqualTo(POINTS);
        assertThat(commands()).containsExactly("restart", "switch", "trade");
        assertThat(witness.asked).isZero();
        assertThat(state(run)).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @MethodSource("points")
    void shouldEndTheRunWithoutRepeatingWhatMustNotBeRepeated(int point) throws Exception {
        // given
        Witness witness = new Witness();
        CrashPlan plan = CrashPlan.at(point);
        UUID run = start(plan);

        // when
        boolean crashed = crashes(() -> live(run, plan, witness));
        live(run, CrashPlan.never(), witness);

        // then
        assertThat(crashed).isTrue();
        assertThat(state(run)).isEqualTo("SUCCEEDED");
        assertThat(commands()).contains("restart");
        assertThat(bot.ran("switch")).isLessThanOrEqualTo(1);
        assertThat(bot.ran("trade")).isLessThanOrEqualTo(1);
        assertTheRecordTellsTheTruth(run, witness);
    }

    @ParameterizedTest
    @MethodSource("points")
    void shouldSurviveASecondCrashWhileItRecoversFromTheFirst(int point) throws Exception {
        // given: the act has happened, its outcome is not on the record
        Witness witness = new Witness();
        CrashPlan first = CrashPlan.at(8);
        UUID run = start(first);

        // when
        boolean crashed = crashes(() -> live(run, first, witness));
        crashes(() -> live(run, CrashPlan.at(point), witness));
        live(run, CrashPlan.never(), witness);

        // then
        assertThat(crashed).isTrue();
        assertThat(state(run)).isEqualTo("SUCCEEDED");
        assertThat(bot.ran("switch")).isEqualTo(1);
        assertThat(bot.ran("trade")).isLessThanOrEqualTo(1);
        assertTheRecordTellsTheTruth(run, witness);
    }

    @Test
    void shouldLetOneOfManyTakeOverARunThatHasLostItsOwner() throws Exception {
        // given
        UUID run = start(CrashPlan.never());
        update("update run set owner = 'dead', lease_until = now() - interval '1 hour' where id = ?", run);
        List<Callable<Optional<Ownership>>> claims = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Runs other = processes.runs("replica-" + i, CrashPlan.never());
            claims.add(() -> other.claim(run));
        }

        // when
        List<Future<Optional<Ownership>>> outcomes;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            outcomes = threads.invokeAll(claims);
        }

        // then
        List<Ownership> owners = outcomes.stream()
                .map(Future::resultNow)
                .flatMap(Optional::stream)
                .toList();
        assertThat(owners)
                .singleElement()
                .satisfies(owner -> assertThat(owner.generation()).isEqualTo(2));
    }

    private UUID start(CrashPlan plan) throws Exception {
        UUID incident = EventIds.unique();
        update(
                "insert into incident (id, scenario, component, target, state, detected_at, seen_at, opened_at, evidence, version)"
                        + " values (?, 'crashes', 'trading-engine', gen_random_uuid()::text, 'WITH_PEOPLE', now(), now(), now(), '[]', 0)",
                incident);
        return QuarkusTransaction.requiringNew()
                .call(() -> processes.runs(instance, plan).start(incident, PROCEDURE, "trading-server"));
    }

    /** One process from its start to the end of the run, or to its own. */
    private void live(UUID run, CrashPlan plan, Witness witness) {
        Runs runs = processes.runs(instance, plan);
        processes.answerFor(run, witness);
        runs.claim(run).ifPresent(ownership -> {
            try {
                processes.driver(runs, plan, witness).drive(ownership);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean crashes(Runnable life) {
        try {
            life.run();
            return false;
        } catch (Crash crash) {
            return true;
        } catch (QuarkusTransactionException e) {
            assertThat(e).hasCauseInstanceOf(Crash.class);
            return true;
        }
    }

    private void assertTheRecordTellsTheTruth(UUID run, Witness witness) throws Exception {
        List<AttemptEntity> all = QuarkusTransaction.requiringNew().call(() -> attempts.of(run));
        assertThat(all).extracting(attempt -> attempt.state.name()).doesNotContain("STARTED", "UNKNOWN", "WAITING");
        for (String once : List.of("switch", "trade")) {
            AttemptEntity attempt = all.stream()
                    .filter(a -> a.step.equals(once))
                    .reduce((a, b) -> {
                        throw new AssertionError(once + " was attempted twice");
                    })
                    .orElseThrow();
            boolean byAPerson = attempt.detail.startsWith("Ada: done");
            assertThat(bot.ran(once) == 1 || byAPerson)
                    .as("'%s' was done by the machine or by a person: %s", once, attempt.detail)
                    .isTrue();
        }
        assertThat(count("select count(*) from timeline where type = 'step-started' and body like ?", run))
                .isEqualTo(all.size());
        assertThat(count("select count(*) from timeline where type = 'human-answered' and body like ?", run))
                .isEqualTo(witness.asked);
        assertThat(count("select count(*) from timeline where type = 'run-ended' and body like ?", run))
                .isEqualTo(1);
    }

    private List<String> commands() {
        return bot.commands.stream()
                .map(command -> command.substring(command.lastIndexOf(' ') + 1))
                .toList();
    }

    private String state(UUID run) {
        return QuarkusTransaction.requiringNew().call(() -> rows.findById(run).state);
    }

    private void update(String sql, UUID id) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    private long count(String sql, UUID run) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, "%" + run + "%");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Action ssh(String command) {
        return new SshAction("trading-server", command, null);
    }

    private static Group group(String name, Action action, Effect effect, @Nullable Verify verify) {
        return new Group(List.of(new Step(
                name,
                "Title of " + name,
                action,
                effect,
                Duration.ofSeconds(5),
                new Step.Retry(1, Duration.ZERO),
                new Step.Ask("trading-manager"),
                verify)));
    }
}
