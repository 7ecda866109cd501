package io.lifeboat.detector.scenario;

import io.lifeboat.event.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the judge must know after a restart, so that it announces nothing twice and no ending gets lost.
 *
 * @param present the symptoms
 * @param scenarios by id
 * @param recorded symptoms that are on the record by themselves
 * @param unpublished events that may or may not have reached the spool: they are given to it again
 */
record WatchState(
        List<Evidence> present,
        Map<String, ScenarioState> scenarios,
        Set<SymptomPolicy.Onset> recorded,
        List<String> unpublished) {

    static final WatchState EMPTY = new WatchState(List.of(), Map.of(), Set.of(), List.of());

    WatchState {
        present = List.copyOf(present);
        scenarios = Map.copyOf(scenarios);
        recorded = Set.copyOf(recorded);
        unpublished = List.copyOf(unpublished);
    }

    WatchState published() {
        return new WatchState(present, scenarios, recorded, List.of());
    }
}
