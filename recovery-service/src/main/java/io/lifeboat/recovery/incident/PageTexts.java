package io.lifeboat.recovery.incident;

import io.lifeboat.event.Evidence;
import io.lifeboat.recovery.procedure.TimeLeft;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** What people read at three in the morning: what, since when, what Lifeboat does. Each channel adds how to look. */
final class PageTexts {

    private PageTexts() {}

    static String opened(IncidentEntity incident, List<Evidence> evidence, StartDecision decision) {
        return """
                %s: %s since %s.

                What was seen:
                %s

                %s
                %s
                """.formatted(
                        incident.target,
                        incident.scenario,
                        seconds(incident.detectedAt),
                        evidence.stream()
                                .map(one -> "  " + one.symptom() + " (" + one.source() + "): " + one.detail())
                                .collect(Collectors.joining("\n")),
                        switch (decision) {
                            case StartDecision.Start start ->
                                "Lifeboat is running the procedure "
                                        + start.procedure().id() + ". You need not act unless it asks you.";
                            case StartDecision.Withhold withhold ->
                                "LIFEBOAT DOES NOT ACT: " + withhold.reason() + ". This one is yours."
                                        + (withhold.flaps() ? " " + stays() : "");
                        },
                        objective(incident));
    }

    static String recovered(IncidentEntity incident, String reason, Instant now) {
        return "Recovered after " + words(Duration.between(incident.detectedAt, now)) + " (" + reason + "). "
                + objective(incident);
    }

    static String closed(String reason) {
        return "The incident is closed: " + reason + ".";
    }

    static String failed(IncidentEntity incident, String reason) {
        return "Lifeboat has not recovered it: " + reason + ".\nThis one is yours now. " + objective(incident);
    }

    static String atRisk(IncidentEntity incident, int percent, TimeLeft left) {
        return percent + " % of the recovery time objective is spent and it is not recovered. " + objective(incident)
                + "\nTime left: " + left.words() + ".";
    }

    private static String stays() {
        return "It stays open, and this page is the only one, until the failure has stayed away for "
                + words(StartDecision.QUIET) + ".";
    }

    private static String objective(IncidentEntity incident) {
        Duration rto = incident.rto();
        return rto == null
                ? "The plan gives no objective for it."
                : "The plan's objective: " + words(rto) + ", so by " + seconds(incident.detectedAt.plus(rto)) + ".";
    }

    private static String words(Duration duration) {
        return duration.toMinutes() >= 2 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
