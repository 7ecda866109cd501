package io.lifeboat.recovery.procedure;

import static io.lifeboat.recovery.procedure.Plan.ABORT;
import static io.lifeboat.recovery.procedure.Plan.ALTERNATIVE;
import static io.lifeboat.recovery.procedure.Plan.plan;
import static io.lifeboat.recovery.procedure.Plan.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.recovery.procedure.Decision.Act;
import io.lifeboat.recovery.procedure.Decision.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the clock stops, and that a step which kills its service does not do so for ever. */
class VerifiedTest {

    private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");

    private static final Procedure PROCEDURE = plan().in(Phase.RECOVER, step("mend", ALTERNATIVE))
            .in(Phase.ALTERNATIVE, step("swap", ABORT))
            .in(Phase.VERIFY, step("check", ABORT))
            .in(Phase.RESOLVE, step("tell", ABORT))
            .procedure();

    /** Each attempt as {@code step/pass/state}. */
    @ParameterizedTest
    @CsvSource({
        "'', false",
        "mend/1/SUCCEEDED, false",
        "mend/1/SUCCEEDED check/1/STARTED, false",
        "mend/1/SUCCEEDED check/1/FAILED, false",
        "mend/1/SUCCEEDED check/1/ABORTED, false",
        "mend/1/SUCCEEDED check/1/WAITING, false",
        "mend/1/SUCCEEDED check/1/SUCCEEDED, true",
        "mend/1/SUCCEEDED check/1/SUCCEEDED tell/1/WAITING, true",
        "mend/1/SUCCEEDED check/1/SUCCEEDED tell/1/FAILED, true",
        "mend/1/SUCCEEDED check/1/SUCCEEDED tell/1/ABORTED, true",
        "mend/1/SUCCEEDED check/1/FAILED swap/1/SUCCEEDED, false",
        "mend/1/SUCCEEDED check/1/FAILED swap/1/SUCCEEDED check/2/SUCCEEDED, true",
        "mend/1/FAILED swap/1/SUCCEEDED check/2/FAILED, false",
    })
    void shouldBeRecoveredOnceTheVerificationHasPassedAndWhateverComesAfterIt(String attempts, boolean verified) {
        // when
        boolean found = RunPlanner.verified(PROCEDURE, attempts(attempts), NOW);

        // then
        assertThat(found).isEqualTo(verified);
    }

    @Test
    void shouldRepeatWhatWasInterruptedButNotForEver() {
        // given
        List<Attempt> attempts = new ArrayList<>();

        // when
        List<Integer> numbers = IntStream.range(1, StepPolicy.MOST_INTERRUPTIONS)
                .map(i -> {
                    attempts.add(attempt("mend", 1, i, AttemptState.INTERRUPTED));
                    return next(attempts);
                })
                .boxed()
                .toList();

        // then
        assertThat(numbers).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    private static int next(List<Attempt> attempts) {
        Act act = (Act) RunPlanner.next(PROCEDURE, attempts, NOW);
        return ((Start) act.tasks().getFirst()).number();
    }

    private static List<Attempt> attempts(String text) {
        return Stream.of(text.split(" "))
                .filter(one -> !one.isEmpty())
                .map(one -> one.split("/"))
                .map(one -> attempt(one[0], Integer.parseInt(one[1]), 1, AttemptState.valueOf(one[2])))
                .toList();
    }

    private static Attempt attempt(String step, int pass, int number, AttemptState state) {
        return new Attempt(step, pass, number, state, NOW.minus(Duration.ofSeconds(2)), NOW, "detail");
    }
}
