package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A report as Markdown, for people. */
final class ReportText {

    private final StringBuilder text = new StringBuilder();

    private ReportText() {}

    static String of(JsonNode report) {
        ReportText words = new ReportText();
        words.write(report);
        return words.text.toString();
    }

    private void write(JsonNode report) {
        JsonNode incident = report.path("incident");
        line(
                "# %s on %s",
                incident.path("scenario").asText(), incident.path("target").asText());
        line("");
        line(
                "Incident %s, %s.",
                incident.path("id").asText(), incident.path("state").asText());
        line("");
        line("| | |");
        line("|---|---|");
        line("| detected | %s |", incident.path("detectedAt").asText());
        line("| opened | %s |", incident.path("openedAt").asText());
        line("| recovered | %s |", incident.path("recoveredAt").asText("not"));
        line("| closed | %s |", incident.path("closedAt").asText("not yet"));
        line("| RTO | %s |", rto(report));
        line("| RPO | %s |", rpo(report.path("rpo")));
        line("");
        line("## What was seen");
        line("");
        incident.path("evidence")
                .forEach(one -> line(
                        "- %s since %s, by %s from %s: %s",
                        one.path("symptom").asText(),
                        one.path("since").asText(),
                        one.path("source").asText(),
                        one.path("vantage").asText(),
                        one.path("detail").asText()));
        incident.path("runs").forEach(this::run);
        line("");
        line("## Deviations from the procedure");
        line("");
        report.path("deviations")
                .forEach(one -> line(
                        "- %s  %s: %s",
                        one.path("at").asText(),
                        one.path("kind").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                        one.path("words").asText()));
        none(report.path("deviations"), "None.");
        people(report);
        line("");
        line("## Checklist");
        line("");
        report.path("checklist").forEach(this::item);
        line("");
        line("## Timeline");
        line("");
        incident.path("timeline")
                .forEach(entry -> line(
                        "- %s  %s %s",
                        entry.path("at").asText(), entry.path("type").asText(), TimelineWords.of(entry.path("event"))));
    }

    private void people(JsonNode report) {
        line("");
        line("## Approvals and answers");
        line("");
        report.path("asked").forEach(this::asked);
        none(report.path("asked"), "Nobody was asked.");
        line("");
        line("## Pages");
        line("");
        report.path("pages").forEach(this::paged);
        none(report.path("pages"), "Nobody was paged.");
    }

    private void paged(JsonNode page) {
        line(
                "- %s  to %s, %s: %s%s",
                page.path("at").asText(),
                page.path("role").asText(),
                page.path("severity").asText().toLowerCase(Locale.ROOT),
                page.path("subject").asText(),
                page.path("deadline").isTextual()
                        ? " (until " + page.path("deadline").asText() + ")"
                        : "");
        page.path("deliveries")
                .forEach(delivery -> line(
                        "    - %s  %s by %s: %s",
                        delivery.path("at").asText(),
                        delivery.path("accepted").asBoolean() ? "delivered" : "NOT DELIVERED",
                        delivery.path("channel").asText(),
                        delivery.path("words").asText()));
    }

    private void asked(JsonNode asked) {
        line(
                "- %s  %s was asked at %s: %s",
                asked.path("at").asText(),
                asked.path("role").asText(),
                asked.path("step").asText(),
                cell(asked.path("question").asText()));
        asked.path("answers")
                .forEach(answer -> line(
                        "  - %s  %s: %s%s",
                        answer.path("at").asText(),
                        answer.path("by").asText(),
                        answer.path("answer").asText(),
                        answer.path("note").asText().isBlank()
                                ? ""
                                : ", " + cell(answer.path("note").asText())));
        none(asked.path("answers"), "  - nobody has answered");
    }

    private void none(JsonNode list, String words) {
        if (list.isEmpty()) {
            line("%s", words);
        }
    }

    private static String rpo(JsonNode rpo) {
        String target =
                rpo.path("targetSeconds").isNumber() ? rpo.path("targetSeconds").asLong() + " s" : "none in the plan";
        return cell(rpo.path("words").asText()) + "; the objective: " + target + met(rpo.path("met"));
    }

    private static String met(JsonNode met) {
        return met.isBoolean() ? met.asBoolean() ? ", met" : ", MISSED" : "";
    }

    private static String rto(JsonNode report) {
        String target = report.path("rtoTargetSeconds").isNumber()
                ? report.path("rtoTargetSeconds").asLong() + " s"
                : "none in the plan";
        return report.path("rtoSeconds").isNumber()
                ? String.format(
                        Locale.ROOT,
                        "%.1f s; the objective: %s",
                        report.path("rtoSeconds").asDouble(),
                        target + met(report.path("rtoMet")))
                : "not recovered; the objective: " + target;
    }

    private void run(JsonNode run) {
        line("");
        line(
                "## Procedure %s: %s",
                run.path("procedure").asText(), run.path("state").asText());
        line("");
        line("By the procedure with the hash `%s`.", run.path("procedureHash").asText());
        line("");
        line("| phase | step | attempt | outcome | began | said |");
        line("|---|---|---|---|---|---|");
        run.path("steps")
                .forEach(step -> line(
                        "| %s | %s | %d | %s | %s | %s |",
                        step.path("phase").asText(),
                        step.path("step").asText(),
                        step.path("attempt").asInt(),
                        step.path("state").asText().toLowerCase(Locale.ROOT),
                        step.path("startedAt").asText(),
                        cell(step.path("detail").asText())));
    }

    private void item(JsonNode item) {
        boolean ticked = item.path("at").isTextual();
        line(
                "- [%s] %s (%s%s)",
                ticked ? "x" : " ",
                item.path("text").asText(),
                item.path("by").asText(),
                ticked ? ", " + item.path("at").asText() : "");
    }

    /** A bar or a line's end would break the table. */
    private static String cell(String text) {
        return text.lines().findFirst().orElse("").replace("|", "\\|");
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
