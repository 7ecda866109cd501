package io.lifeboat.event;

import java.time.Instant;
import java.util.List;

/** What the detector concludes. Keyed by component, so that the life of one failure stays in order. */
public sealed interface FailureEvent extends Event {

    String component();

    /** The host, or the component itself where it has none. */
    String target();

    @Override
    default String key() {
        return component();
    }

    /**
     * A scenario's symptoms are there.
     *
     * @param target what has failed: the component's host, or the component where it has none
     * @param since the oldest evidence
     * @param detectedAt when the evidence sufficed
     */
    record ScenarioDetected(
            String scenario,
            String component,
            String target,
            Instant since,
            Instant detectedAt,
            List<Evidence> evidence)
            implements FailureEvent {
        public ScenarioDetected {
            evidence = List.copyOf(evidence);
        }
    }

    /** A scenario that was detected before rests on other evidence now. */
    record ScenarioChanged(String scenario, String component, String target, Instant at, List<Evidence> evidence)
            implements FailureEvent {
        public ScenarioChanged {
            evidence = List.copyOf(evidence);
        }
    }

    /** A scenario that was detected before no longer holds. */
    record ScenarioCleared(String scenario, String component, String target, Instant clearedAt)
            implements FailureEvent {}

    /** A single symptom that is worth a record, but is no scenario by itself. */
    record SymptomRecorded(String component, String target, Instant at, Evidence evidence) implements FailureEvent {}
}
