package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
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
        exitCodeList = {
            "0:done; of --follow: it was recovered",
            "1:of --follow: it was closed and not recovered",
            "2:the command line is wrong",
            "69:refused, or the service does not answer"
        })
public final class IncidentCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(paramLabel = "ID", description = "The incident's id.")
    UUID id = new UUID(0, 0);

    @Option(
            names = "--follow",
            description =
                    "Show what happens to it as it happens, until it is closed; a service that restarts is waited for.")
    boolean follow;

    @Option(names = "--json", description = "For a machine; of --follow one entry of its timeline a line.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return follow ? follow(Duration.ofMillis(500)) : show();
    }

    /** @return whether it was recovered, as an exit status */
    int follow(Duration every) throws IOException, InterruptedException {
        IncidentLines lines = new IncidentLines(spec.commandLine().getOut(), json);
        JsonNode last = new Following(
                        service.client(), every, spec.commandLine().getErr())
                .follow(
                        "/api/v1/incidents/" + id,
                        lines::timeline,
                        incident -> incident.path("state").asText().equals("CLOSED"));
        return last.path("recoveredAt").isTextual() ? 0 : 1;
    }

    private int show() throws IOException {
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
        incident.path("timeline").forEach(entry -> out.println(IncidentLines.entry(entry)));
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
