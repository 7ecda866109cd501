package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "incidents",
        description = "Lists incidents, newest first.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class IncidentsCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Option(names = "--open", description = "Only those that are not closed.")
    boolean open;

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode incidents = service.client().get("/api/v1/incidents" + (open ? "?state=open" : ""));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(incidents);
        } else if (incidents.isEmpty()) {
            out.println(open ? "no incident is open" : "there was no incident yet");
        } else {
            incidents.forEach(incident -> out.printf(
                    "%s  %-12s %-22s %-16s detected %s%n",
                    incident.path("id").asText(),
                    incident.path("state").asText(),
                    incident.path("scenario").asText(),
                    incident.path("target").asText(),
                    incident.path("detectedAt").asText()));
        }
        return 0;
    }
}
