package io.lifeboat.recovery.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.ManualAction;
import io.lifeboat.recovery.execution.RunView;
import io.lifeboat.recovery.execution.RunView.StepView;
import io.lifeboat.recovery.report.Deviation.Kind;
import io.lifeboat.recovery.timeline.Timeline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads off an incident's record what went otherwise than planned. */
final class Deviations {

    private final List<RunView> runs;
    private final Map<UUID, Procedure> procedures;
    private final List<Deviation> found = new ArrayList<>();
    private final Set<String> alternatives = new HashSet<>();

    private Deviations(List<RunView> runs, Map<UUID, Procedure> procedures) {
        this.runs = runs;
        this.procedures = procedures;
    }

    /** @param procedures by the run that goes by it, as it was pinned */
    static List<Deviation> of(List<Timeline.Entry> timeline, List<RunView> runs, Map<UUID, Procedure> procedures) {
        Deviations deviations = new Deviations(runs, procedures);
        timeline.forEach(deviations::look);
        return List.copyOf(deviations.found);
    }

    private void look(Timeline.Entry entry) {
        JsonNode event = entry.event();
        String step = event.path("step").path("name").asText();
        String reason = line(event.path("reason").asText());
        switch (entry.type()) {
            case "run-withheld" -> add(entry, Kind.WITHHELD, "no procedure ran: " + reason);
            case "step-started" -> {
                String run = event.path("step").path("run").asText();
                if (event.path("step").path("phase").asText().equals("alternative") && alternatives.add(run)) {
                    add(entry, Kind.ALTERNATIVE, "the alternative was taken, from " + step + " on");
                }
            }
            case "step-failed" -> {
                String decision = event.path("decision").asText();
                add(entry, failure(event, decision), step + " failed (" + decision + "): " + reason);
            }
            case "step-unknown" -> add(entry, Kind.UNKNOWN, "nobody knew whether " + step + " took place: " + reason);
            case "step-skipped" -> add(entry, Kind.SKIPPED, step + " was skipped: " + reason);
            case "human-answered" -> answered(entry, step);
            case "rto-at-risk" -> add(entry, Kind.LATE, late(event));
            default -> {}
        }
    }

    private Kind failure(JsonNode event, String decision) {
        boolean late = attempt(event.path("step"))
                .map(attempt -> attempt.fault() == Fault.TIMEOUT)
                .orElse(false);
        if (late || decision.equals("deny")) {
            return Kind.TIMED_OUT;
        }
        return decision.equals("retry") ? Kind.RETRIED : Kind.FAILED;
    }

    /** An approval, or the answer to what the plan leaves to a person anyway, is the straight way. */
    private void answered(Timeline.Entry entry, String step) {
        JsonNode event = entry.event();
        String answer = event.path("answer").asText();
        boolean planned = answer.equals("approved")
                || (answer.equals("done")
                        && step(event.path("step"))
                                .filter(one -> one.action() instanceof ManualAction)
                                .isPresent());
        if (!planned) {
            String note = event.path("note").asText();
            add(
                    entry,
                    Kind.ANSWERED,
                    event.path("by").asText() + " answered '" + answer + "' at " + step
                            + (note.isBlank() ? "" : ": " + line(note)));
        }
    }

    private static String late(JsonNode event) {
        String prediction = event.path("prediction").asText();
        return event.path("percent").asInt() + " % of the objective was spent"
                + (prediction.isBlank() ? "" : "; the time left then: " + prediction);
    }

    private Optional<StepView> attempt(JsonNode ref) {
        return runs.stream()
                .filter(run -> run.id().toString().equals(ref.path("run").asText()))
                .flatMap(run -> run.steps().stream())
                .filter(step -> step.step().equals(ref.path("name").asText())
                        && step.attempt() == ref.path("attempt").asInt())
                .findFirst();
    }

    private Optional<Step> step(JsonNode ref) {
        return procedures.entrySet().stream()
                .filter(run -> run.getKey().toString().equals(ref.path("run").asText()))
                .flatMap(run -> Objects.requireNonNull(run.getValue()).phases().values().stream())
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream())
                .filter(step -> step.name().equals(ref.path("name").asText()))
                .findFirst();
    }

    private void add(Timeline.Entry entry, Kind kind, String words) {
        found.add(new Deviation(
                entry.at(), kind, entry.event().path("step").path("name").asText(), words));
    }

    private static String line(String text) {
        return text.lines().findFirst().orElse("");
    }
}
