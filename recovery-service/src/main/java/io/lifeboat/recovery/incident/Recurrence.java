package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import java.time.Instant;
import java.util.Optional;

/** Whether a change of the evidence means that a failure which was dealt with is there again. */
final class Recurrence {

    private Recurrence() {}

    /** @param horizon up to when the scenario's failures are dealt with */
    static Optional<ScenarioDetected> of(ScenarioChanged failure, Scenario scenario, Instant horizon) {
        return failure.evidence().stream()
                .filter(one -> one.since().isAfter(horizon) && isNeeded(scenario, one.symptom()))
                .map(Evidence::since)
                .min(Instant::compareTo)
                .map(since -> new ScenarioDetected(
                        failure.scenario(),
                        failure.component(),
                        failure.target(),
                        since,
                        failure.at(),
                        failure.evidence()));
    }

    /** What only supports the scenario is no failure by itself. */
    private static boolean isNeeded(Scenario scenario, String symptom) {
        return scenario.needs().stream().anyMatch(need -> need.anyOf().contains(symptom));
    }
}
