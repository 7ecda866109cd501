package io.lifeboat.recovery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.event.EventIds;
import io.lifeboat.recovery.RecoveryResource;
import io.lifeboat.recovery.audit.Audit;
import io.lifeboat.recovery.authority.Authority;
import io.lifeboat.recovery.execution.CrashPlan.Crash;
import io.lifeboat.recovery.execution.CrashingProcess.Witness;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every shipped procedure, killed at every single moment of every way through it, and started again: before and after each
 * write, before and after each act, and between the parts of an act that has several. All is real but the outside.
 */
@QuarkusTest
@TestProfile(CrashProfile.class)
@QuarkusTestResource(RecoveryResource.class)
class CrashEverywhereIT {

    /** Without {@code --long} each so-many-eth point, from one drawn by the seed on. No step has a multiple of five points. */
    private static final int STRIDE = 10;

    private static final long SEED = Long.getLong("lifeboat.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @Inject
    Catalog catalog;

    @Inject
    CrashWorld world;

    @Inject
    CrashingProcess processes;

    @Inject
    CrashRecord record;

    @Inject
    Audit audit;

    @Inject
    AttemptRows attempts;

    @Inject
    AgroalDataSource database;

    private final String instance = "crash-" + UUID.randomUUID();

    @Test
    void shouldGoThroughEveryShippedProcedure() {
        assertThat(Arrays.stream(CrashScenario.values()).map(one -> one.procedure))
                .containsAll(catalog.procedures().keySet());
    }

    /** What two ways have in common is one scenario's: the other is killed from where it goes another way. */
    @ParameterizedTest
    @EnumSource(CrashScenario.class)
    void shouldEndWellWhereverItIsKilled(CrashScenario scenario) throws Exception {
        // given
        long began = System.nanoTime();
        answerBackups(scenario.backupsAreGood());
        Procedure procedure = pinned(scenario);
        Life calm = new Life(scenario, procedure);
        CrashPlan never = CrashPlan.never();
        calm.live(never);
        calm.hasEndedWell();
        int points = calm.passed;
        assertThat(calm.steps()).containsAll(scenario.steps(procedure));
        assertThat(points).as("points to die at").isGreaterThanOrEqualTo(scenario.points(procedure));

        // when
        int asked = 0;
        int tried = 0;
        int from = scenario.from(never);
        int stride = Boolean.getBoolean("lifeboat.long") ? 1 : STRIDE;
        for (int point = from + random.nextInt(stride); point < points; point += stride) {
            tried++;
            Life life = new Life(scenario, procedure);
            assertThat(life.dies(CrashPlan.at(point)))
                    .as("killed at point %d", point)
                    .isTrue();
            life.live(CrashPlan.never());

            // then
            try {
                life.hasEndedWell();
            } catch (AssertionError e) {
                throw new AssertionError(scenario + ", killed at point " + point + " of " + points + ": " + e, e);
            }
            asked += life.witness.asked;
        }
        assertThat(audit.verify().broken()).isEmpty();
        System.out.printf(
                "crash everywhere: %s (%s): %d steps, %d points, %d of them another scenario's; killed at %d of the others (seed %d); people were asked %d times; %d s%n",
                scenario,
                scenario.procedure,
                calm.steps().size(),
                points,
                from,
                tried,
                SEED,
                asked,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    /** One run, from the failure to its end, over as many processes as that takes. */
    private final class Life {

        private final CrashScenario scenario;
        private final Procedure procedure;
        private final Authority before = record.authority();
        private final Witness witness = new Witness();
        private final long newest = record.newest();
        private final UUID run;
        private int passed;

        Life(CrashScenario scenario, Procedure procedure) throws Exception {
            this.scenario = scenario;
            this.procedure = procedure;
            world.play(scenario);
            UUID incident = incident();
            run = QuarkusTransaction.requiringNew()
                    .call(() -> processes
                            .runs(instance, CrashPlan.never())
                            .start(incident, procedure, "target-" + incident));
        }

        boolean dies(CrashPlan plan) {
            try {
                live(plan);
                return false;
            } catch (Throwable e) {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    if (cause instanceof Crash) {
                        return true;
                    }
                }
                throw e;
            }
        }

        void live(CrashPlan plan) {
            world.process = plan;
            Runs runs = processes.runs(instance, plan);
            processes.answerFor(run, witness, this::answer);
            runs.claim(run).ifPresent(ownership -> {
                try {
                    processes.thorough(runs, plan, witness, this::answer).drive(ownership);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                } finally {
                    passed = plan.passed();
                    world.process = CrashPlan.never();
                    record.mayBe(before);
                }
            });
        }

        void hasEndedWell() throws Exception {
            record.isTrue(run, procedure, scenario, witness.asked, newest);
        }

        List<String> steps() {
            return QuarkusTransaction.requiringNew()
                    .call(() -> attempts.of(run).stream()
                            .map(attempt -> attempt.step)
                            .distinct()
                            .toList());
        }

        /** She makes sure of what she says: what was not done she does. */
        private void answer(HumanAnswers answers, AttemptEntity waiting) {
            if (waiting.people == null) {
                HumanAnswers.Answer answer = scenario.answer(waiting.step);
                if (answer == HumanAnswers.Answer.DONE && !world.did(waiting.step)) {
                    world.doneByHand(waiting.step);
                }
                answers.answer(run, waiting.step, answer, "Ada", "looked");
            } else if (scenario.denies(waiting.step)) {
                answers.deny(run, waiting.step, "Ada", "not now");
            } else {
                answers.approve(run, waiting.step, "Ada", "go on", procedure.hash());
            }
        }

        private UUID incident() throws Exception {
            UUID incident = EventIds.unique();
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "insert into incident (id, scenario, component, target, state, detected_at, seen_at, opened_at, evidence, version)"
                                    + " values (?, ?, ?, ?, 'RECOVERING', now(), now(), now(), '[]', 0)")) {
                statement.setObject(1, incident);
                statement.setString(2, scenario.procedure);
                statement.setString(3, procedure.component());
                statement.setString(4, "target-" + incident);
                statement.executeUpdate();
            }
            return incident;
        }
    }

    /** As an incident would: with a person's approval first where the mode asks for it. */
    private Procedure pinned(CrashScenario scenario) {
        Procedure procedure = Objects.requireNonNull(catalog.procedures().get(scenario.procedure));
        return procedure.mode() == Mode.APPROVE ? procedure.approvedBy("system-administrator") : procedure;
    }

    /** The backup service, as quick as can be: its answer is there as soon as the command is. */
    private void answerBackups(boolean good) throws Exception {
        sql("create or replace function scripted_backup() returns trigger language plpgsql as $$ begin"
                + " insert into backup_result (command, succeeded, detail, received_at) values (new.id, " + good
                + ", 'scripted', now()); return new; end $$");
        sql("create or replace trigger scripted_backup after insert on backup_command"
                + " for each row execute function scripted_backup()");
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
