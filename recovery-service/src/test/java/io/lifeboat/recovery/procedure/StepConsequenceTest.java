package io.lifeboat.recovery.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Step.OnFailure;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepConsequenceTest {

    static Stream<Arguments> consequences() {
        return Stream.of(
                Arguments.of(Plan.ABORT, "abort"),
                Arguments.of(Plan.CONTINUE, "continue"),
                Arguments.of(Plan.ALTERNATIVE, "alternative"),
                Arguments.of(Plan.ASK, "ask"));
    }

    @ParameterizedTest
    @MethodSource("consequences")
    void shouldRetryUntilTheLastAttemptAndThenDoWhatTheProcedureSays(OnFailure onFailure, String expected) {
        // given
        var step = Plan.step("mend", onFailure, 3, Duration.ofSeconds(1));

        // then
        assertThat(Stream.of(1, 2, 3, 4).map(failures -> StepConsequence.of(step, failures)))
                .containsExactly("retry", "retry", expected, expected);
    }
}
