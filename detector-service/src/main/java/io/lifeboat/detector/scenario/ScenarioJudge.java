package io.lifeboat.detector.scenario;

import io.lifeboat.catalog.Scenario;
import io.lifeboat.catalog.Scenario.Need;
import io.lifeboat.detector.scenario.ScenarioState.Open;
import io.lifeboat.detector.scenario.ScenarioState.Pending;
import io.lifeboat.detector.scenario.Verdict.Reason;
import io.lifeboat.event.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the symptoms that are there to the scenarios that are.
 *
 * <p>A wider scenario suppresses those that it absorbs. As long as it is not certain (its needs are met, but not for
 * long enough) a narrower one that is not announced yet waits; one that is announced ends when the wider one is.
 */
final class ScenarioJudge {

    private ScenarioJudge() {}

    /** A scenario with what else the catalog says of it. */
    record Watched(Scenario scenario, String target, boolean hasProcedure) {
        boolean detectable() {
            return hasProcedure && !scenario.needs().isEmpty();
        }
    }

    /**
     * @param states of the scenarios that are there now
     * @param again when time alone can change the judgement
     */
    record Judgement(List<Verdict> verdicts, Map<String, ScenarioState> states, Optional<Instant> again) {}

    static Judgement judge(
            Collection<Watched> scenarios, List<Evidence> present, Map<String, ScenarioState> previous, Instant now) {
        Map<String, Met> met = met(scenarios, present, previous, now);
        List<Verdict> verdicts = new ArrayList<>();
        List<Verdict> endings = new ArrayList<>();
        Map<String, ScenarioState> states = new LinkedHashMap<>();
        for (Watched watched : scenarios) {
            String id = watched.scenario().id();
            Verdict verdict = verdict(watched, met, present, previous, now);
            (verdict instanceof Verdict.Cleared ? endings : verdicts).add(verdict);
            state(verdict, met.get(id), previous.get(id), now).ifPresent(state -> states.put(id, state));
        }
        Set<String> known = scenarios.stream().map(w -> w.scenario().id()).collect(Collectors.toSet());
        previous.forEach((id, state) -> {
            if (!known.contains(id) && state instanceof Open open) {
                endings.add(new Verdict.Cleared(id, Reason.NOT_IN_CATALOG, open));
            }
        });
        verdicts.addAll(endings);
        Optional<Instant> again = met.values().stream()
                .filter(m -> !m.sustained)
                .map(m -> m.since.plus(m.watched.scenario().sustained()))
                .min(Instant::compareTo);
        return new Judgement(verdicts, states, again);
    }

    /** A scenario whose needs are met, whatever other scenarios there are. */
    private record Met(Watched watched, Instant since, boolean sustained, List<Evidence> evidence) {}

    private static Map<String, Met> met(
            Collection<Watched> scenarios, List<Evidence> present, Map<String, ScenarioState> previous, Instant now) {
        Map<String, Met> met = new LinkedHashMap<>();
        for (Watched watched : scenarios) {
            Scenario scenario = watched.scenario();
            if (watched.detectable() && needsMet(scenario, present) && !contradicted(scenario, present)) {
                Instant since = switch (previous.get(scenario.id())) {
                    case Pending pending -> pending.metSince();
                    case Open open -> open.onset();
                    case null -> now;
                };
                boolean sustained = previous.get(scenario.id()) instanceof Open
                        || !since.plus(scenario.sustained()).isAfter(now);
                met.put(scenario.id(), new Met(watched, since, sustained, evidence(scenario, present)));
            }
        }
        return met;
    }

    private static Verdict verdict(
            Watched watched,
            Map<String, Met> all,
            List<Evidence> present,
            Map<String, ScenarioState> previous,
            Instant now) {
        Scenario scenario = watched.scenario();
        String id = scenario.id();
        Open open = previous.get(id) instanceof Open o ? o : null;
        Met met = all.get(id);
        if (met == null) {
            Reason reason = !watched.detectable()
                    ? Reason.NOT_DETECTABLE
                    : contradicted(scenario, present) ? Reason.CONTRADICTED : Reason.NEED_NOT_MET;
            return open == null ? new Verdict.Nothing(id, reason) : new Verdict.Cleared(id, reason, open);
        }
        Optional<Met> wider = wider(scenario, all);
        if (open != null) {
            if (wider.isPresent() && wider.get().sustained) {
                return new Verdict.Cleared(id, Reason.ABSORBED, open);
            }
            Open renewed = new Open(open.component(), open.target(), open.onset(), open.detectedAt(), met.evidence);
            return sources(met.evidence).equals(sources(open.evidence()))
                    ? new Verdict.Nothing(id, Reason.KNOWN)
                    : new Verdict.Changed(id, Reason.OTHER_EVIDENCE, renewed);
        }
        if (wider.isPresent()) {
            return new Verdict.Nothing(id, Reason.ABSORBED);
        }
        return met.sustained
                ? new Verdict.Detected(
                        id,
                        Reason.NEEDS_MET,
                        new Open(scenario.component(), watched.target(), met.since, now, met.evidence))
                : new Verdict.Nothing(id, Reason.NOT_SUSTAINED);
    }

    /** What was announced and has ended is not there any more: if its needs are still met, that counts from now, as another time. */
    private static Optional<ScenarioState> state(
            Verdict verdict, @Nullable Met met, @Nullable ScenarioState previous, Instant now) {
        return switch (verdict) {
            case Verdict.Detected detected -> Optional.of(detected.open());
            case Verdict.Changed changed -> Optional.of(changed.open());
            case Verdict.Cleared cleared -> Optional.ofNullable(met).map(m -> new Pending(now));
            case Verdict.Nothing nothing ->
                previous instanceof Open
                        ? Optional.of(previous)
                        : Optional.ofNullable(met).map(m -> new Pending(m.since));
        };
    }

    /** If two absorb each other, the one that the catalog names first is the wider. */
    private static Optional<Met> wider(Scenario scenario, Map<String, Met> all) {
        List<String> order = List.copyOf(all.keySet());
        return all.values().stream()
                .filter(other -> {
                    Scenario wide = other.watched.scenario();
                    boolean mutual = scenario.absorbs().contains(wide.id());
                    return !wide.id().equals(scenario.id())
                            && wide.absorbs().contains(scenario.id())
                            && (!mutual || order.indexOf(wide.id()) < order.indexOf(scenario.id()));
                })
                .max((a, b) -> Boolean.compare(a.sustained, b.sustained));
    }

    private static boolean needsMet(Scenario scenario, List<Evidence> present) {
        return scenario.needs().stream().allMatch(need -> met(need, present));
    }

    private static boolean met(Need need, List<Evidence> present) {
        return need.anyOf().stream()
                .anyMatch(symptom -> present.stream()
                                .filter(evidence -> evidence.symptom().equals(symptom))
                                .map(Evidence::vantage)
                                .distinct()
                                .count()
                        >= Math.max(1, need.vantagePoints()));
    }

    private static boolean contradicted(Scenario scenario, List<Evidence> present) {
        return present.stream().anyMatch(e -> scenario.contradictedBy().contains(e.symptom()));
    }

    private static List<Evidence> evidence(Scenario scenario, List<Evidence> present) {
        Set<String> named = Stream.concat(
                        scenario.needs().stream().flatMap(need -> need.anyOf().stream()),
                        scenario.supportedBy().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return present.stream().filter(e -> named.contains(e.symptom())).toList();
    }

    private static Set<String> sources(List<Evidence> evidence) {
        return evidence.stream()
                .map(e -> e.symptom() + " " + e.source() + " " + e.vantage())
                .collect(Collectors.toSet());
    }
}
