package io.lifeboat.recovery.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.recovery.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The plan's "Recovery Procedure Checklist", ticked from what is on the record. What only people can know, only people tick. */
public final class Checklist {

    private static final Set<String> ASSESSING = Set.of("immediate", "assess");
    private static final Set<String> RECOVERING = Set.of("recover", "alternative");

    private final List<Timeline.Entry> timeline;
    private final List<ChecklistItem> items = new ArrayList<>();

    private Checklist(List<Timeline.Entry> timeline) {
        this.timeline = timeline;
    }

    public static List<ChecklistItem> of(List<Timeline.Entry> timeline) {
        Checklist checklist = new Checklist(timeline);
        checklist.fill();
        return List.copyOf(checklist.items);
    }

    private void fill() {
        item("Incident detected and validated", first("opened"), "the detector, by its evidence");
        item("Recovery team assembled", none(), "a person who has come");
        item("Initial assessment completed", first("step-started", e -> !ASSESSING.contains(phase(e))), "Lifeboat");
        item(
                "Recovery strategy selected",
                first("run-started").or(() -> first("run-withheld")),
                "the plan's procedure, or the people it is left to");
        item("Stakeholders notified of outage and ETA", first("opened"), "Lifeboat, by the page with the objective");
        item("Recovery procedure initiated", first("step-started", e -> RECOVERING.contains(phase(e))), "Lifeboat");
        item(
                "Recovery progress monitored",
                first("step-succeeded", e -> RECOVERING.contains(phase(e))).or(() -> first("rto-at-risk")),
                "Lifeboat, step by step");
        item("System functionality verified", first("recovered"), "the procedure's verification");
        item("Services restored", first("recovered"), "the procedure's verification");
        item("Post-incident review scheduled", none(), "a person");
    }

    private void item(String text, Optional<Timeline.Entry> found, String by) {
        int number = items.size() + 1;
        Optional<Timeline.Entry> ticked =
                first("checklist-ticked", e -> e.event().path("item").asInt() == number);
        items.add(ticked.map(entry -> new ChecklistItem(
                        number, text, entry.at(), entry.event().path("by").asText()))
                .or(() -> found.map(entry -> new ChecklistItem(number, text, entry.at(), by)))
                .orElseGet(() -> new ChecklistItem(number, text, null, "waits for " + by)));
    }

    private static Optional<Timeline.Entry> none() {
        return Optional.empty();
    }

    private Optional<Timeline.Entry> first(String type) {
        return first(type, entry -> true);
    }

    private Optional<Timeline.Entry> first(String type, Predicate<Timeline.Entry> which) {
        return timeline.stream()
                .filter(entry -> entry.type().equals(type))
                .filter(which)
                .findFirst();
    }

    private static String phase(Timeline.Entry entry) {
        JsonNode step = entry.event().path("step");
        return step.path("phase").asText();
    }
}
