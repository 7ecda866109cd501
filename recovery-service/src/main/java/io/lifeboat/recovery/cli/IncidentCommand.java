package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "incident",
        description = "One incident with its evidence and every step.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class IncidentCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(paramLabel = "ID", description = "The incident's id.")
    UUID id = new UUID(0, 0);

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode incident = service.client().get("/api/v1/incidents/" + id);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(incident);
            return 0;
        }
        out.printf(
                "%s on %s: %s%ndetected %s, opened %s, recovered %s%n%n",
                incident.path("scenario").asText(),
                incident.path("target").asText(),
                incident.path("state").asText(),
                incident.path("detectedAt").asText(),
                incident.path("openedAt").asText(),
                incident.path("recoveredAt").asText("not yet"));
        if (incident.path("timeLeft").isObject()) {
            out.printf(
                    "time left: %s%n%n", incident.path("timeLeft").path("words").asText());
        }
        incident.path("evidence")
                .forEach(one -> out.printf(
                        "  seen: %s (%s): %s%n",
                        one.path("symptom").asText(),
                        one.path("source").asText(),
                        one.path("detail").asText()));
        incident.path("runs").forEach(run -> print(run, out));
        out.println();
        incident.path("timeline")
                .forEach(entry -> out.printf(
                        "  %-28s %-16s %s%n",
                        entry.path("at").asText(), entry.path("type").asText(), TimelineWords.of(entry.path("event"))));
        return 0;
    }

    static void print(JsonNode run, PrintWriter out) {
        out.printf(
                "%nrun %s of %s: %s%s%n",
                run.path("id").asText(),
                run.path("procedure").asText(),
                run.path("state").asText(),
                run.path("reason").isTextual() ? " (" + run.path("reason").asText() + ")" : "");
        run.path("steps")
                .forEach(step -> out.printf(
                        "  %-12s %-26s #%d %-11s %s%n",
                        step.path("phase").asText(),
                        step.path("step").asText(),
                        step.path("attempt").asInt(),
                        step.path("state").asText(),
                        step.path("detail").asText().lines().findFirst().orElse("")));
    }
}
