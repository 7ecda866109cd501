package io.lifeboat.detector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.ProbeSpec.Watch;
import io.lifeboat.detector.probe.SymptomStateMachine.Beat;
import io.lifeboat.detector.probe.SymptomStateMachine.Meaning;
import io.lifeboat.detector.probe.SymptomStateMachine.Next;
import io.lifeboat.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymptomStateMachineTest {

    private static final Instant START = Instant.parse("2025-04-11T10:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration CONFIRM = Duration.ofMillis(25);

    /** Answers: + healthy, - unhealthy, ? unasked. Meanings: . nothing, s suspected, R raised, C cleared. */
    @ParameterizedTest
    @CsvSource({
        "3, 2, +++,        ...",
        "3, 2, --+--+,     ss.ss.",
        "3, 2, ---,        ssR",
        "3, 2, -----,      ssR..",
        "3, 2, ---++,      ssR.C",
        "3, 2, ---+-+-++,  ssR.....C",
        "3, 2, ---+++---,  ssR.C.ssR",
        "3, 2, -?-?-,      s.s.R",
        "3, 2, ---+?+,     ssR..C",
        "3, 2, ????,       ....",
        "1, 1, -+-+,       RCRC",
        "1, 3, -++++,      R..C."
    })
    void shouldCountConsecutiveAnswers(int raiseAfter, int clearAfter, String answers, String meanings) {
        // given
        Watch watch = new Watch("x", EVERY, raiseAfter, clearAfter);
        ProbeState state = new ProbeState.Healthy();
        StringBuilder said = new StringBuilder();

        // when
        for (int i = 0; i < answers.length(); i++) {
            Next next = SymptomStateMachine.next(state, result(answers.charAt(i)), watch, START);
            state = next.state();
            said.append(
                    switch (next.meaning()) {
                        case NOTHING_NEW -> '.';
                        case SUSPECTED -> 's';
                        case RAISED -> 'R';
                        case CLEARED -> 'C';
                    });
        }

        // then
        assertThat(said).hasToString(meanings);
    }

    @Test
    void shouldSayThatItBeganWithTheFirstFailure() {
        // given
        Watch watch = new Watch("x", EVERY, 3, 2);
        ProbeState state = new ProbeState.Healthy();

        // when
        for (int i = 0; i < 3; i++) {
            state = SymptomStateMachine.next(state, result('-'), watch, START.plusSeconds(i))
                    .state();
        }

        // then
        assertThat(state).isEqualTo(new ProbeState.Raised(START, 0));
    }

    @Test
    void shouldAskAtAFixedRateWhateverTheAnswersTake() {
        // when
        Beat next = SymptomStateMachine.after(new ProbeState.Healthy(), START, START.plusMillis(300), EVERY, CONFIRM);

        // then
        assertThat(next.at()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void shouldSkipTheBeatsThatASlowAnswerHasMissed() {
        // when
        Beat next = SymptomStateMachine.after(new ProbeState.Healthy(), START, START.plusMillis(3_300), EVERY, CONFIRM);

        // then
        assertThat(next.at()).isEqualTo(START.plusSeconds(4));
    }

    @Test
    void shouldComeBackToTheBeatAfterConfirming() {
        // given
        Beat soon =
                SymptomStateMachine.after(new ProbeState.Suspect(1, START), START, START.plusMillis(2), EVERY, CONFIRM);
        assertThat(soon.at()).isEqualTo(START.plusMillis(27));

        // when
        Beat next =
                SymptomStateMachine.after(new ProbeState.Healthy(), soon.beat(), START.plusMillis(29), EVERY, CONFIRM);

        // then
        assertThat(next.at()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void shouldNotWaitLongerThanTheIntervalWhenTheClockIsSetBack() {
        // given
        Instant setBack = START.minusSeconds(3600);

        // when
        Beat next = SymptomStateMachine.after(new ProbeState.Healthy(), START, setBack, EVERY, CONFIRM);

        // then
        assertThat(next.at()).isEqualTo(setBack.plus(EVERY));
    }

    /** The figure: a failure is certain at most one interval and 100 ms after it began, wherever in the interval it begins. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 250, 500, 999, 1000, 1001, 1999})
    void shouldBeCertainWithinOneIntervalAndAHundredMilliseconds(int brokenAfterMillis) {
        // given
        Watch watch = new Watch("x", EVERY, 3, 2);
        Duration answerTakes = Duration.ofMillis(10);
        Instant broken = START.plusMillis(brokenAfterMillis);
        ProbeState state = new ProbeState.Healthy();
        Beat due = new Beat(START, START);
        List<Instant> raised = new ArrayList<>();

        // when
        while (raised.isEmpty()) {
            Instant asked = due.at();
            Next next = SymptomStateMachine.next(state, result(asked.isBefore(broken) ? '+' : '-'), watch, asked);
            state = next.state();
            Instant answered = asked.plus(answerTakes);
            if (next.meaning() == Meaning.RAISED) {
                raised.add(answered);
            }
            due = SymptomStateMachine.after(state, due.beat(), answered, EVERY, CONFIRM);
        }

        // then
        assertThat(Duration.between(broken, raised.getFirst())).isLessThanOrEqualTo(EVERY.plus(Duration.ofMillis(100)));
    }

    private static ProbeResult result(char answer) {
        return switch (answer) {
            case '+' -> new ProbeResult.Healthy(null, "well");
            case '-' -> new ProbeResult.Unhealthy(null, "bad");
            default -> new ProbeResult.Unasked("no key");
        };
    }
}
