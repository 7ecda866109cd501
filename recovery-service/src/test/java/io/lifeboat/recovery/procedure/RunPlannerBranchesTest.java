package io.lifeboat.recovery.procedure;

import static io.lifeboat.recovery.procedure.Plan.ABORT;
import static io.lifeboat.recovery.procedure.Plan.plan;
import static io.lifeboat.recovery.procedure.Plan.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.recovery.procedure.Decision.Act;
import io.lifeboat.recovery.procedure.Decision.AwaitHuman;
import io.lifeboat.recovery.procedure.Decision.Due;
import io.lifeboat.recovery.procedure.Decision.Finish;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.procedure.Decision.Start;
import io.lifeboat.recovery.procedure.Decision.WaitUntil;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Jumps, compensation, waits and questions that expire. */
class RunPlannerBranchesTest {

    private static final Instant T0 = Instant.parse("2026-03-02T03:00:00Z");

    private final List<Attempt> attempts = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "", textBlock = """
            first:FAILED                                   | start third
            first:FAILED third:SUCCEEDED                   | start check
            first:SUCCEEDED                                | start second
            first:SUCCEEDED second:FAILED                  | start undo
            first:SUCCEEDED second:FAILED undo:SUCCEEDED   | FAILED second: because (and what was done is taken back)
            first:SUCCEEDED second:FAILED undo:FAILED      | FAILED second: because (AND NOT ALL OF IT COULD BE TAKEN BACK)
            first:SUCCEEDED second:SKIPPED                 | start third
            first:REJECTED                                 | start third
            first:SUCCEEDED second:REJECTED                | start undo
            """)
    void shouldTakeTheBranchThatTheProcedureNames(String soFar, String expected) {
        // given
        Procedure procedure = plan().in(
                        Phase.RECOVER,
                        step("first", new Step.GoTo("third")),
                        step("second", new Step.Compensate()),
                        step("third", ABORT))
                .in(Phase.VERIFY, step("check", ABORT))
                .in(Phase.COMPENSATE, step("undo", ABORT))
                .procedure();
        for (String one : soFar.split(" ")) {
            had(one.split(":")[0], AttemptState.valueOf(one.split(":")[1]), null, null);
        }

        // then
        assertThat(words(RunPlanner.next(procedure, attempts, T0))).isEqualTo(expected);
    }

    @Test
    void shouldNotRunTheCompensationWhereNothingAsksForIt() {
        // given
        Procedure procedure = plan().in(Phase.RECOVER, step("mend", ABORT))
                .in(Phase.COMPENSATE, step("undo", ABORT))
                .procedure();
        had("mend", AttemptState.FAILED, null, null);

        // then
        assertThat(RunPlanner.next(procedure, attempts, T0)).isEqualTo(new Finish(Outcome.FAILED, "mend: because"));
    }

    @Test
    void shouldWakeUpWhenTheTimeIsOver() {
        // given
        Procedure procedure = plan().in(Phase.RECOVER, step("sleep", ABORT)).procedure();
        had("sleep", AttemptState.SLEEPING, T0.plusSeconds(10), null);

        // when
        Decision before = RunPlanner.next(procedure, attempts, T0.plusSeconds(9));
        Decision at = RunPlanner.next(procedure, attempts, T0.plusSeconds(10));

        // then
        assertThat(before).isEqualTo(new WaitUntil(T0.plusSeconds(10)));
        assertThat(((Act) at).tasks().getFirst()).isInstanceOf(Due.class);
    }

    @Test
    void shouldTakeAQuestionThatNobodyAnswersForADenial() {
        // given
        Procedure procedure = plan().in(Phase.RECOVER, step("approve", ABORT)).procedure();
        had("approve", AttemptState.WAITING, T0.plusSeconds(60), null);

        // when
        Decision before = RunPlanner.next(procedure, attempts, T0.plusSeconds(59));
        Decision at = RunPlanner.next(procedure, attempts, T0.plusSeconds(60));

        // then
        assertThat(before).isEqualTo(new AwaitHuman("approve"));
        assertThat(((Act) at).tasks().getFirst()).isInstanceOf(Due.class);
    }

    @Test
    void shouldEndForGoodWhatTakesTheServiceDownTooOften() {
        // given
        Procedure procedure = plan().in(Phase.RECOVER, step("mend", ABORT)).procedure();
        for (int i = 0; i < StepPolicy.MOST_INTERRUPTIONS; i++) {
            had("mend", AttemptState.INTERRUPTED, null, null);
        }

        // then
        assertThat(RunPlanner.next(procedure, attempts, T0))
                .isEqualTo(new Finish(Outcome.MAX_ATTEMPTS, "mend: because"));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void shouldRetryOnlyAfterTheFaultsThatTheProcedureNames(Fault fault) {
        // given
        Step named = step("mend", ABORT);
        Step step = new Step(
                named.name(),
                named.title(),
                named.action(),
                named.effect(),
                named.timeout(),
                new Step.Retry(2, Duration.ZERO, Set.of(Fault.UNREACHABLE)),
                named.onFailure(),
                null);
        had("mend", AttemptState.FAILED, null, fault);

        // when
        Decision decision = RunPlanner.next(plan().in(Phase.RECOVER, step).procedure(), attempts, T0);

        // then
        assertThat(decision instanceof Act).isEqualTo(fault == Fault.UNREACHABLE);
    }

    private void had(String step, AttemptState state, @Nullable Instant due, @Nullable Fault fault) {
        int number =
                1 + (int) attempts.stream().filter(a -> a.step().equals(step)).count();
        attempts.add(new Attempt(step, 1, number, state, T0, T0, "because", due, null, fault));
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Act act
            when act.tasks().getFirst() instanceof Start start ->
                "start " + start.key().step().name();
            case Finish finish -> finish.outcome() + " " + finish.reason();
            default -> decision.toString();
        };
    }
}
