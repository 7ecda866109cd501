package io.lifeboat.detector.scenario;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lifeboat.event.Evidence;
import java.time.Instant;
import java.util.List;

/** A scenario whose needs are met. One that has no state is not there. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ScenarioState.Pending.class, name = "pending"),
    @JsonSubTypes.Type(value = ScenarioState.Open.class, name = "open")
})
public sealed interface ScenarioState {

    /** @param metSince since when its needs are met without a break */
    record Pending(Instant metSince) implements ScenarioState {}

    /**
     * It was announced, and its end will be.
     *
     * @param onset since when its needs are met: what tells this time from the next
     */
    record Open(String component, String target, Instant onset, Instant detectedAt, List<Evidence> evidence)
            implements ScenarioState {
        public Open {
            evidence = List.copyOf(evidence);
        }
    }
}
