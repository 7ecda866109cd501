package io.lifeboat.detector.scenario;

import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which symptoms go on the record by themselves: those that no scenario speaks for. One that a scenario names waits a
 * little, because most often the scenario follows.
 */
final class SymptomPolicy {

    static final Duration SCENARIO_FOLLOWS_WITHIN = Duration.ofSeconds(5);

    private SymptomPolicy() {}

    /** What identifies one onset of a symptom. */
    record Onset(String symptom, String source, Instant since) {
        static Onset of(Evidence evidence) {
            return new Onset(evidence.symptom(), evidence.source(), evidence.since());
        }
    }

    /**
     * @param record what goes on the record now
     * @param again when time alone can change that
     */
    record Decision(List<Evidence> record, Optional<Instant> again) {}

    /**
     * @param recorded what is on the record already
     * @param spokenFor the evidence of scenarios that were announced
     */
    static Decision decide(
            Collection<Scenario> detectable,
            List<Evidence> present,
            Set<Onset> recorded,
            Collection<Evidence> spokenFor,
            Instant now) {
        Set<String> named = detectable.stream().flatMap(SymptomPolicy::names).collect(Collectors.toSet());
        Set<String> spoken = spokenFor.stream().map(Evidence::symptom).collect(Collectors.toCollection(HashSet::new));
        Set<String> reassuring = reassuring(detectable);
        List<Evidence> open = present.stream()
                .filter(e -> !reassuring.contains(e.symptom()))
                .filter(e -> !recorded.contains(Onset.of(e)) && !spoken.contains(e.symptom()))
                .toList();
        return new Decision(
                open.stream().filter(e -> !due(e, named).isAfter(now)).toList(),
                open.stream().map(e -> due(e, named)).filter(now::isBefore).min(Instant::compareTo));
    }

    /** What only ever speaks against a scenario is no failure: an engine that the broker sees is as it should be. */
    private static Set<String> reassuring(Collection<Scenario> detectable) {
        Set<String> against = detectable.stream()
                .flatMap(scenario -> scenario.contradictedBy().stream())
                .collect(Collectors.toCollection(HashSet::new));
        detectable.forEach(scenario -> {
            scenario.needs().forEach(need -> need.anyOf().forEach(against::remove));
            scenario.supportedBy().forEach(against::remove);
        });
        return against;
    }

    private static Instant due(Evidence evidence, Set<String> named) {
        return named.contains(evidence.symptom()) ? evidence.since().plus(SCENARIO_FOLLOWS_WITHIN) : evidence.since();
    }

    private static Stream<String> names(Scenario scenario) {
        return Stream.of(
                        scenario.needs().stream().flatMap(need -> need.anyOf().stream()),
                        scenario.supportedBy().stream(),
                        scenario.contradictedBy().stream())
                .flatMap(s -> s);
    }
}
