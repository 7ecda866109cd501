package io.lifeboat.recovery.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.BackupAction;
import io.lifeboat.recovery.execution.RunView.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RpoTest {

    private static final Action RESTORE = new BackupAction(BackupAction.Verb.RESTORE, "database");

    @Test
    void shouldMeasureFromWhatIsThereToTheDetection() {
        // when
        Rpo rpo =
                rpo(RESTORE, step("SUCCEEDED", Records.DETECTED.minusSeconds(12).toString()));

        // then
        assertThat(rpo)
                .isEqualTo(new Rpo(
                        300L,
                        12.0,
                        true,
                        "what was written in the last 12.0 s before the detection is lost: the data is as of "
                                + Records.DETECTED.minusSeconds(12)));
    }

    @Test
    void shouldSayThatItWasMissed() {
        assertThat(rpo(
                                RESTORE,
                                step(
                                        "SUCCEEDED",
                                        Records.DETECTED.minusSeconds(301).toString()))
                        .met())
                .isFalse();
    }

    @Test
    void shouldLoseNothingWhereTheDataIsNewerThanTheDetection() {
        // when
        Instant asOf = Records.DETECTED.plusSeconds(2);
        Rpo rpo = rpo(RESTORE, step("SUCCEEDED", asOf.toString()));

        // then
        assertThat(rpo.achievedSeconds()).isZero();
        assertThat(rpo.words()).isEqualTo("everything up to the detection is there: the data is as of " + asOf);
    }

    @Test
    void shouldGoByTheOldestOfSeveralRestores() {
        assertThat(rpo(
                                RESTORE,
                                step(
                                        "SUCCEEDED",
                                        Records.DETECTED.minusSeconds(5).toString()),
                                step(
                                        "SUCCEEDED",
                                        Records.DETECTED.minusSeconds(90).toString()))
                        .achievedSeconds())
                .isEqualTo(90.0);
    }

    @Test
    void shouldInventNoNumber() {
        assertThat(rpo(RESTORE, step("SUCCEEDED", null)))
                .isEqualTo(new Rpo(
                        300L,
                        null,
                        null,
                        "unknown: Lifeboat has not been told up to when the data of step reaches (said)"));
        assertThat(rpo(RESTORE, step("FAILED", null)).words()).isEqualTo("unknown: step has not succeeded");
        assertThat(rpo(RESTORE, step("SKIPPED", null)).words()).isEqualTo("nothing was restored");
        assertThat(rpo(RESTORE).words()).isEqualTo("nothing was restored");
        assertThat(rpo(new BackupAction(BackupAction.Verb.VERIFY, "database"), step("SUCCEEDED", null))
                        .words())
                .isEqualTo("nothing was restored");
    }

    @Test
    void shouldNotCallAFailoverFreeOfLoss() {
        assertThat(rpo(new ActivateAction("engine", "standby", "go"), step("SUCCEEDED", null))
                        .words())
                .startsWith("unknown: nothing was restored, but trading has moved to standby");
        assertThat(rpo(new ActivateAction("engine", Records.TARGET, "go"), step("SUCCEEDED", null))
                        .words())
                .isEqualTo("nothing was restored");
    }

    @Test
    void shouldKnowNothingOfWhatPeopleDidByThemselves() {
        assertThat(Rpo.of(Records.incident(List.of(), List.of()), Map.of(), null))
                .isEqualTo(new Rpo(
                        null,
                        null,
                        null,
                        "unknown: no procedure ran, and what people have restored is not on the record"));
    }

    private static Rpo rpo(Action action, StepView... steps) {
        Procedure procedure = Records.procedure(action);
        return Rpo.of(
                Records.incident(List.of(Records.run(List.of(steps))), List.of()),
                Map.<UUID, Procedure>of(Records.RUN, procedure),
                Duration.ofMinutes(5));
    }

    private static StepView step(String state, @Nullable String value) {
        return new StepView("recover", "step", 1, state, Records.DETECTED, null, "said", value, null, null, null);
    }
}
