package io.lifeboat.recovery.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.ManualAction;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.recovery.execution.RunView.StepView;
import io.lifeboat.recovery.report.Deviation.Kind;
import io.lifeboat.recovery.timeline.Timeline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviationsTest {

    private static final Action COMMAND = new SshAction("db-server", "mend", null);

    @Test
    void shouldHaveNoneWhereAllWentStraight() {
        assertThat(of(
                        COMMAND,
                        Records.entry(0, "opened", "{}"),
                        Records.entry(0, "page-raised", "{'role': 'r'}"),
                        Records.step(1, "step-started", 1, ""),
                        Records.step(2, "step-succeeded", 1, ""),
                        Records.step(3, "human-answered", 1, ", 'answer': 'approved', 'by': 'Ada'"),
                        Records.entry(4, "recovered", "{}")))
                .isEmpty();
    }

    @Test
    void shouldTellWhatWasRetriedFromWhatHasFailedAndWhatWasLate() {
        // when
        List<Deviation> found = of(
                COMMAND,
                Records.step(1, "step-failed", 1, ", 'decision': 'retry', 'reason': 'status 3\\nmore'"),
                Records.step(2, "step-failed", 2, ", 'decision': 'continue', 'reason': 'no end within 1 s'"),
                Records.step(3, "step-failed", 1, ", 'decision': 'abort', 'reason': 'status 4'"),
                Records.step(4, "step-failed", 1, ", 'decision': 'deny', 'reason': 'nobody has approved it'"));

        // then
        assertThat(found)
                .extracting(Deviation::kind)
                .containsExactly(Kind.RETRIED, Kind.TIMED_OUT, Kind.FAILED, Kind.TIMED_OUT);
        assertThat(found.getFirst().words()).isEqualTo("step failed (retry): status 3");
        assertThat(found.getFirst().at()).isEqualTo(Records.DETECTED.plusSeconds(1));
    }

    @Test
    void shouldNameTheAlternativeOnce() {
        // given
        String alternative =
                "{'step': {'run': '" + Records.RUN + "', 'phase': 'alternative', 'name': '%s', 'attempt': 1}}";

        // when
        List<Deviation> found = of(
                COMMAND,
                Records.entry(1, "step-started", alternative.formatted("switch")),
                Records.entry(2, "step-started", alternative.formatted("restart")));

        // then
        assertThat(found)
                .containsExactly(new Deviation(
                        Records.DETECTED.plusSeconds(1),
                        Kind.ALTERNATIVE,
                        "switch",
                        "the alternative was taken, from switch on"));
    }

    @Test
    void shouldTellWhatPeopleHaveDecidedUnlessThePlanLeavesItToThem() {
        // given
        Timeline.Entry done =
                Records.step(1, "human-answered", 1, ", 'answer': 'done', 'by': 'Ada', 'note': 'by hand'");

        // then
        assertThat(of(COMMAND, done))
                .extracting(Deviation::words)
                .containsExactly("Ada answered 'done' at step: by hand");
        assertThat(of(new ManualAction("role", "Did it?"), done)).isEmpty();
        assertThat(of(
                        new ManualAction("role", "Did it?"),
                        Records.step(1, "human-answered", 1, ", 'answer': 'failed', 'by': 'Ada'")))
                .hasSize(1);
    }

    @Test
    void shouldTellWhatNoStepIsAbout() {
        assertThat(of(
                        COMMAND,
                        Records.entry(1, "run-withheld", "{'reason': 'its budget is spent'}"),
                        Records.entry(2, "rto-at-risk", "{'percent': 50, 'prediction': 'about 3 min'}"),
                        Records.entry(3, "rto-at-risk", "{'percent': 80}"),
                        Records.step(4, "step-unknown", 1, ", 'reason': 'lost'"),
                        Records.step(5, "step-skipped", 1, ", 'reason': 'not needed: false'")))
                .extracting(Deviation::words)
                .containsExactly(
                        "no procedure ran: its budget is spent",
                        "50 % of the objective was spent; the time left then: about 3 min",
                        "80 % of the objective was spent",
                        "nobody knew whether step took place: lost",
                        "step was skipped: not needed: false");
    }

    /** The second attempt's time was over. */
    private static List<Deviation> of(Action action, Timeline.Entry... timeline) {
        StepView late = new StepView(
                "recover", "step", 2, "FAILED", Records.DETECTED, null, "", null, Fault.TIMEOUT, null, null);
        return Deviations.of(
                List.of(timeline), List.of(Records.run(List.of(late))), Map.of(Records.RUN, Records.procedure(action)));
    }
}
