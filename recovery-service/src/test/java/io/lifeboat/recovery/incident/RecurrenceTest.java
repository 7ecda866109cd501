package io.lifeboat.recovery.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

    private static final Instant HORIZON = Instant.parse("2026-03-02T03:00:00Z");
    private static final Scenario SCENARIO = new Scenario(
            "s",
            "S",
            "c",
            List.of(),
            List.of(new Scenario.Need(List.of("needed", "or-this"), 1)),
            List.of("supporting"),
            List.of(),
            Duration.ZERO,
            List.of(),
            "p");

    @Test
    void shouldBeThereAgainSinceTheOldestOfWhatWasSeenAnew() {
        // when
        ScenarioDetected again = Recurrence.of(
                        changed(seen("needed", 9), seen("or-this", 5), seen("supporting", 1)), SCENARIO, HORIZON)
                .orElseThrow();

        // then
        assertThat(again.since()).isEqualTo(HORIZON.plusSeconds(5));
        assertThat(again.evidence()).hasSize(3);
    }

    @Test
    void shouldBeNothingNewIfAllOfItWasSeenBeforeOrOnlySupportsTheScenario() {
        assertThat(Recurrence.of(changed(seen("needed", 0), seen("needed", -9)), SCENARIO, HORIZON))
                .isEmpty();
        assertThat(Recurrence.of(changed(seen("supporting", 5), seen("other", 5)), SCENARIO, HORIZON))
                .isEmpty();
    }

    private static ScenarioChanged changed(Evidence... evidence) {
        return new ScenarioChanged("s", "c", "t", HORIZON.plusSeconds(10), List.of(evidence));
    }

    private static Evidence seen(String symptom, long secondsAfter) {
        return new Evidence(symptom, "probe", "here", HORIZON.plusSeconds(secondsAfter), "seen");
    }
}
