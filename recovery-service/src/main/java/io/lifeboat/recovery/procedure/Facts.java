package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.event.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an expression of a procedure can speak of. Every step of the procedure is there from the start, with empty texts
 * until it has run, so that no expression fails for what has not happened yet.
 *
 * @param incident {@code id, scenario, component, target}
 * @param evidence each {@code symptom, source, vantage, detail}
 * @param steps by name, each {@code state, value, detail}
 */
public record Facts(
        Map<String, String> incident, List<Map<String, String>> evidence, Map<String, Map<String, String>> steps) {

    public static final Facts NONE = new Facts(Map.of(), List.of(), Map.of());

    public Facts {
        incident = Map.copyOf(incident);
        evidence = List.copyOf(evidence);
        steps = Map.copyOf(steps);
    }

    public static Facts of(
            Procedure procedure, Map<String, String> incident, List<Evidence> seen, List<Attempt> soFar) {
        Map<String, Map<String, String>> steps = new LinkedHashMap<>();
        procedure.phases().values().stream()
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream())
                .forEach(step -> steps.put(step.name(), Map.of("state", "", "value", "", "detail", "")));
        for (Attempt attempt : soFar) {
            String value = attempt.value();
            steps.put(
                    attempt.step(),
                    Map.of(
                            "state", attempt.state().name().toLowerCase(Locale.ROOT),
                            "value", value == null ? "" : value,
                            "detail", attempt.detail()));
        }
        return new Facts(
                incident,
                seen.stream()
                        .map(one -> Map.of(
                                "symptom", one.symptom(),
                                "source", one.source(),
                                "vantage", one.vantage(),
                                "detail", one.detail()))
                        .toList(),
                steps);
    }

    /** Whether the procedure has an expression at all. */
    public static boolean speaks(Procedure procedure) {
        return procedure.phases().values().stream()
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream())
                .anyMatch(step ->
                        step.when() != null || !Expressions.of(step.action()).isEmpty());
    }
}
