package io.lifeboat.recovery.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.recovery.procedure.TimeLeft.About;
import io.lifeboat.recovery.procedure.TimeLeft.Course;
import io.lifeboat.recovery.procedure.TimeLeft.Earlier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Seconds after a moment; a run's steps begin at these. */
class TimeLeftTest {

    private static final Instant ZERO = Instant.parse("2026-03-02T03:00:00Z");

    @Test
    void shouldKnowNothingWithoutAnEarlierRun() {
        assertThat(left(run("restart", 0), 10, List.of()).words())
                .isEqualTo("unknown: no earlier run of the procedure was verified");
    }

    @Test
    void shouldTakeTheMiddleOfWhatTheEarlierRunsTookFromTheSameStepOn() {
        // given: from the restart on they took 20 s, 30 s and 500 s
        List<Earlier> earlier = List.of(
                verified(25, "check", 0, "restart", 5),
                verified(500, "restart", 0),
                verified(40, "check", 0, "restart", 10));

        // when: this one has come there 2 s later, and is at it for 10 s
        TimeLeft left = left(run("check", 0, "restart", 2), 12, earlier);

        // then
        assertThat(left)
                .isEqualTo(
                        new About(Duration.ofSeconds(20), "about 20 s, by 3 earlier runs from the step 'restart' on"));
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddle() {
        // given
        List<Earlier> earlier =
                List.of(verified(100, "a", 0), verified(200, "a", 0), verified(400, "a", 0), verified(900, "a", 0));

        // then
        assertThat(((About) left(run("a", 0), 0, earlier)).left()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldCountFromTheFirstAttemptAtAStep() {
        // given
        List<Earlier> earlier = List.of(verified(60, "a", 0, "b", 10, "b", 40));

        // when
        TimeLeft left = left(run("a", 0, "b", 5, "b", 20), 25, earlier);

        // then: 50 s from the first attempt on, of which 20 s are gone
        assertThat(left.words()).isEqualTo("about 30 s, by the one earlier run from the step 'b' on");
    }

    @Test
    void shouldCountFromItsStartBeforeItsFirstStep() {
        assertThat(left(new Course(ZERO, List.of()), 10, List.of(verified(60, "a", 1)))
                        .words())
                .isEqualTo("about 50 s, by the one earlier run from its start on");
    }

    @Test
    void shouldKnowNothingOfAStepThatNoEarlierRunCameTo() {
        assertThat(left(run("a", 0, "alternative", 5), 6, List.of(verified(60, "a", 0)))
                        .words())
                .isEqualTo("unknown: no earlier run came to the step 'alternative'");
    }

    @Test
    void shouldNotTakeTheFirstVerificationForTheSecond() {
        // given
        Course now = new Course(ZERO, List.of(attempt("healthy", 2, 0)));

        // then
        assertThat(left(now, 1, List.of(verified(60, "healthy", 0))).words())
                .isEqualTo("unknown: no earlier run came to the step 'healthy'");
    }

    @Test
    void shouldNotPromiseTimeThatIsSpentAlready() {
        assertThat(left(run("a", 0), 90, List.of(verified(60, "a", 0))).words())
                .isEqualTo(
                        "unknown: from the step 'a' on it has taken 90 s already, and the one earlier run took 60 s");
    }

    @Test
    void shouldSpeakOfMinutesFromTwoOn() {
        assertThat(Stream.of(1, 119, 120, 3_600)
                        .map(seconds -> left(run("a", 0), 0, List.of(verified(seconds, "a", 0)))
                                .words()))
                .extracting(words -> words.substring(0, words.indexOf(',')))
                .containsExactly("about 1 s", "about 119 s", "about 2 min", "about 60 min");
    }

    private static TimeLeft left(Course run, int now, List<Earlier> earlier) {
        return TimeLeft.predict(run, earlier, ZERO.plusSeconds(now));
    }

    private static Earlier verified(int at, Object... steps) {
        return new Earlier(run(steps), ZERO.plusSeconds(at));
    }

    private static Course run(Object... steps) {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < steps.length; i += 2) {
            attempts.add(attempt((String) steps[i], 1, (int) steps[i + 1]));
        }
        return new Course(ZERO, attempts);
    }

    private static Attempt attempt(String step, int pass, int at) {
        return new Attempt(step, pass, 1, AttemptState.SUCCEEDED, ZERO.plusSeconds(at), ZERO.plusSeconds(at), "");
    }
}
