package io.lifeboat.recovery.procedure;

import static io.lifeboat.recovery.procedure.Plan.ABORT;
import static io.lifeboat.recovery.procedure.Plan.ALTERNATIVE;
import static io.lifeboat.recovery.procedure.Plan.ASK;
import static io.lifeboat.recovery.procedure.Plan.CONTINUE;
import static io.lifeboat.recovery.procedure.Plan.plan;
import static io.lifeboat.recovery.procedure.Plan.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.recovery.procedure.Decision.Act;
import io.lifeboat.recovery.procedure.Decision.Ask;
import io.lifeboat.recovery.procedure.Decision.AwaitHuman;
import io.lifeboat.recovery.procedure.Decision.Finish;
import io.lifeboat.recovery.procedure.Decision.InFlight;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.procedure.Decision.Resolve;
import io.lifeboat.recovery.procedure.Decision.Start;
import io.lifeboat.recovery.procedure.Decision.WaitUntil;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunPlannerTest {

    private static final Instant T0 = Instant.parse("2026-03-02T03:00:00Z");

    private final List<Attempt> attempts = new ArrayList<>();

    /** A run is its attempts, in words: {@code step:pass:number:STATE}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "", textBlock = """
                                                                                                        | start look:1:1
            look:1:1:SUCCEEDED                                                                          | start judge:1:1
            look:1:1:FAILED                                                                             | start judge:1:1
            look:1:1:SUCCEEDED judge:1:1:FAILED                                                         | FAILED judge: because
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED                                                      | start mend:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:STARTED                                     | in flight mend
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED                                   | start watch:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED               | start check:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:FAILED                                      | start swap:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:FAILED                  | start swap:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:FAILED swap:1:1:SUCCEEDED                   | start check:2:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:FAILED swap:1:1:SUCCEEDED check:2:1:FAILED  | FAILED check: because
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:FAILED swap:1:1:FAILED                      | ask swap:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:FAILED swap:1:1:WAITING                     | waiting for a person at swap
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:FAILED swap:1:1:REJECTED                    | FAILED swap: because
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:FAILED swap:1:1:ABORTED                     | ABORTED swap: because
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:FAILED swap:1:1:UNKNOWN                     | resolve swap:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:SUCCEEDED | start tell:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:FAILED    | start swap:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:ABORTED   | ABORTED check: because
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:FAILED swap:1:1:SUCCEEDED                                       | start check:2:2
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:FAILED swap:1:1:SUCCEEDED check:2:2:FAILED                      | FAILED check: because
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:FAILED swap:1:1:SUCCEEDED check:2:2:SUCCEEDED                   | start tell:1:1
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:FAILED swap:1:1:SUCCEEDED check:2:2:SUCCEEDED tell:1:1:SUCCEEDED | SUCCEEDED verified
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:SUCCEEDED tell:1:1:SUCCEEDED | SUCCEEDED verified
            look:1:1:SUCCEEDED judge:1:1:SUCCEEDED mend:1:1:SUCCEEDED watch:1:1:SUCCEEDED check:1:1:SUCCEEDED tell:1:1:FAILED    | SUCCEEDED verified; but tell: because
            look:1:1:WAITING                                                                            | waiting for a person at look
            look:1:1:REJECTED                                                                           | start judge:1:1
            look:1:1:ABORTED                                                                            | ABORTED look: because
            look:1:1:INTERRUPTED                                                                        | start look:1:2
            """)
    void shouldTakeTheNextStepOfTheProcedure(String soFar, String expected) {
        // given
        Procedure procedure = plan().in(Phase.IMMEDIATE, step("look", CONTINUE))
                .in(Phase.ASSESS, step("judge", ABORT))
                .in(Phase.RECOVER, step("mend", ALTERNATIVE), step("watch", ALTERNATIVE))
                .in(Phase.ALTERNATIVE, step("swap", ASK))
                .in(Phase.VERIFY, step("check", ABORT))
                .in(Phase.RESOLVE, step("tell", ABORT))
                .procedure();
        for (String one : soFar == null ? new String[0] : soFar.split(" ")) {
            String[] parts = one.split(":");
            had(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), AttemptState.valueOf(parts[3]));
        }

        // when
        Decision decision = RunPlanner.next(procedure, attempts, T0);

        // then
        assertThat(words(decision)).isEqualTo(expected);
    }

    @Test
    void shouldWaitForTheBackoffBeforeARetry() {
        // given
        Procedure procedure = plan().in(Phase.RECOVER, step("mend", ABORT, 3, Duration.ofSeconds(2)))
                .procedure();
        had("mend", 1, 1, AttemptState.FAILED);

        // when
        Decision before = RunPlanner.next(procedure, attempts, T0.plusMillis(1_999));
        Decision at = RunPlanner.next(procedure, attempts, T0.plusSeconds(2));

        // then
        assertThat(before).isEqualTo(new WaitUntil(T0.plusSeconds(2)));
        assertThat(words(at)).isEqualTo("start mend:1:2");
    }

    @Test
    void shouldFailAfterTheLastRetryAndNotBefore() {
        // given
        Procedure procedure =
                plan().in(Phase.RECOVER, step("mend", ABORT, 3, Duration.ZERO)).procedure();
        had("mend", 1, 1, AttemptState.FAILED);
        had("mend", 1, 2, AttemptState.FAILED);

        // when
        Decision afterTwo = RunPlanner.next(procedure, attempts, T0);
        had("mend", 1, 3, AttemptState.FAILED);
        Decision afterThree = RunPlanner.next(procedure, attempts, T0);

        // then
        assertThat(words(afterTwo)).isEqualTo("start mend:1:3");
        assertThat(words(afterThree)).isEqualTo("FAILED mend: because");
    }

    @Test
    void shouldNotCountAnInterruptedAttemptAgainstTheRetries() {
        // given
        Procedure procedure =
                plan().in(Phase.RECOVER, step("mend", ABORT, 2, Duration.ZERO)).procedure();
        had("mend", 1, 1, AttemptState.FAILED);
        had("mend", 1, 2, AttemptState.INTERRUPTED);
        had("mend", 1, 3, AttemptState.INTERRUPTED);

        // when
        Decision interrupted = RunPlanner.next(procedure, attempts, T0);
        had("mend", 1, 4, AttemptState.FAILED);
        Decision failed = RunPlanner.next(procedure, attempts, T0);

        // then
        assertThat(words(interrupted)).isEqualTo("start mend:1:4");
        assertThat(words(failed)).isEqualTo("FAILED mend: because");
    }

    @Test
    void shouldGiveTheSecondVerificationAllItsRetries() {
        // given
        Procedure procedure = plan().in(Phase.ALTERNATIVE, step("swap", ABORT))
                .in(Phase.VERIFY, step("check", ABORT, 2, Duration.ZERO))
                .procedure();
        had("check", 1, 1, AttemptState.FAILED);
        had("check", 1, 2, AttemptState.FAILED);
        had("swap", 1, 1, AttemptState.SUCCEEDED);

        // when
        Decision second = RunPlanner.next(procedure, attempts, T0);
        had("check", 2, 3, AttemptState.FAILED);
        Decision retry = RunPlanner.next(procedure, attempts, T0);
        had("check", 2, 4, AttemptState.FAILED);
        Decision end = RunPlanner.next(procedure, attempts, T0);

        // then
        assertThat(words(second)).isEqualTo("start check:2:3");
        assertThat(words(retry)).isEqualTo("start check:2:4");
        assertThat(words(end)).isEqualTo("FAILED check: because");
    }

    @Test
    void shouldFailWhereTheVerificationFailsAndThereIsNoAlternative() {
        // given
        Procedure procedure = plan().in(Phase.RECOVER, step("mend", ABORT))
                .in(Phase.VERIFY, step("check", ABORT))
                .procedure();
        had("mend", 1, 1, AttemptState.SUCCEEDED);
        had("check", 1, 1, AttemptState.FAILED);

        // when
        Decision decision = RunPlanner.next(procedure, attempts, T0);

        // then
        assertThat(words(decision)).isEqualTo("FAILED check: because");
    }

    @Test
    void shouldAskTheRoleThatTheStepNames() {
        // given
        Step step = step("mend", ASK);
        Procedure procedure = plan().in(Phase.RECOVER, step).procedure();
        had("mend", 1, 1, AttemptState.FAILED);

        // when
        Decision decision = RunPlanner.next(procedure, attempts, T0);

        // then
        assertThat(decision)
                .isEqualTo(new Act(
                        List.of(new Ask(new StepKey(Phase.RECOVER, 1, step), 1, "trading-manager", "because"))));
    }

    @Test
    void shouldRunAParallelGroupSideBySideAndLetAllOfItEndBeforeAFailureCounts() {
        // given
        Procedure procedure = plan().parallel(Phase.IMMEDIATE, step("a", ABORT), step("b", CONTINUE), step("c", ABORT))
                .in(Phase.RECOVER, step("mend", ABORT))
                .procedure();

        // when
        Decision first = RunPlanner.next(procedure, attempts, T0);
        had("a", 1, 1, AttemptState.FAILED);
        had("b", 1, 1, AttemptState.STARTED);
        Decision crashedBetween = RunPlanner.next(procedure, attempts, T0);
        had("c", 1, 1, AttemptState.STARTED);
        Decision running = RunPlanner.next(procedure, attempts, T0);
        had("b", 1, 2, AttemptState.SUCCEEDED);
        had("c", 1, 2, AttemptState.SUCCEEDED);
        Decision ended = RunPlanner.next(procedure, attempts, T0);

        // then
        assertThat(words(first)).isEqualTo("start a:1:1, start b:1:1, start c:1:1");
        assertThat(words(crashedBetween)).isEqualTo("start c:1:1");
        assertThat(words(running)).isEqualTo("in flight a, b, c");
        assertThat(words(ended)).isEqualTo("FAILED a: because");
    }

    @Test
    void shouldLetAnAbortCountBeforeAFailureOfTheSameGroup() {
        // given
        Procedure procedure =
                plan().parallel(Phase.RECOVER, step("a", ABORT), step("b", ASK)).procedure();
        had("a", 1, 1, AttemptState.FAILED);
        had("b", 1, 1, AttemptState.ABORTED);

        // when
        Decision decision = RunPlanner.next(procedure, attempts, T0);

        // then
        assertThat(words(decision)).isEqualTo("ABORTED b: because");
    }

    @Test
    void shouldSucceedAtOnceWithAProcedureThatHasNoSteps() {
        // when
        Decision decision = RunPlanner.next(plan().procedure(), attempts, T0);

        // then
        assertThat(decision).isEqualTo(new Finish(Outcome.SUCCEEDED, "verified"));
    }

    private void had(String step, int pass, int number, AttemptState state) {
        boolean open = state == AttemptState.STARTED || state == AttemptState.WAITING;
        attempts.add(new Attempt(step, pass, number, state, T0.minusSeconds(10), open ? null : T0, "because"));
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Act act ->
                String.join(
                        ", ", act.tasks().stream().map(RunPlannerTest::words).toList());
            case WaitUntil wait -> "wait until " + wait.due();
            case AwaitHuman human -> "waiting for a person at " + human.step();
            case InFlight flight -> "in flight " + flight.step();
            case Finish finish -> finish.outcome() + " " + finish.reason();
        };
    }

    private static String words(Decision.Task task) {
        String what = switch (task) {
            case Start s -> "start";
            case Resolve r -> "resolve";
            case Ask a -> "ask";
            case Decision.Due d -> "due";
        };
        return what + " " + task.key().step().name() + ":" + task.key().pass() + ":" + task.number();
    }
}
