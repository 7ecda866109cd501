package io.lifeboat.recovery.report;

import io.lifeboat.recovery.incident.IncidentViews;
import io.lifeboat.recovery.incident.IncidentViews.IncidentView;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes the report of an incident from what is on the record, and from nothing else. */
@ApplicationScoped
public class Reports {

    private final IncidentViews incidents;

    Reports(IncidentViews incidents) {
        this.incidents = incidents;
    }

    public Optional<IncidentReport> of(UUID incident) {
        return incidents.get(incident).map(Reports::report);
    }

    static IncidentReport report(IncidentView incident) {
        Double rto = incident.recoveredAt() == null
                ? null
                : Duration.between(incident.detectedAt(), incident.recoveredAt())
                                .toMillis()
                        / 1000.0;
        return new IncidentReport(
                incident,
                rto,
                incident.rtoTargetSeconds(),
                deviations(incident.timeline()),
                Checklist.of(incident.timeline()));
    }

    static List<String> deviations(List<Timeline.Entry> timeline) {
        return timeline.stream()
                .map(Reports::deviation)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> deviation(Timeline.Entry entry) {
        String step = entry.event().path("step").path("name").asText();
        String reason =
                entry.event().path("reason").asText().lines().findFirst().orElse("");
        String said = switch (entry.type()) {
            case "run-withheld" -> "no procedure ran: " + reason;
            case "step-failed" ->
                step + " failed (" + entry.event().path("decision").asText() + "): " + reason;
            case "step-unknown" -> "nobody knew whether " + step + " took place: " + reason;
            case "step-skipped" -> step + " was skipped: " + reason;
            case "human-answered" ->
                entry.event().path("by").asText() + " answered '"
                        + entry.event().path("answer").asText() + "' at " + step
                        + note(entry.event().path("note").asText());
            case "rto-at-risk" -> entry.event().path("percent").asInt() + " % of the objective was spent";
            default -> "";
        };
        return said.isEmpty() ? Optional.empty() : Optional.of(entry.at() + "  " + said);
    }

    private static String note(String note) {
        return note.isBlank() ? "" : ": " + note;
    }
}
