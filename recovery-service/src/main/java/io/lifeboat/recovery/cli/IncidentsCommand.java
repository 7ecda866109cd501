package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
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

    @Option(
            names = "--follow",
            description =
                    "Show each that opens or goes on, as it happens, until you interrupt it; a service that restarts is waited for.")
    boolean follow;

    @Option(names = "--json", description = "For a machine; of --follow one incident a line.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (follow) {
            IncidentLines lines = new IncidentLines(spec.commandLine().getOut(), json);
            var _ = new Following(
                            service.client(),
                            Duration.ofMillis(500),
                            spec.commandLine().getErr())
                    .follow("/api/v1/incidents", list -> lines.states(list, open), incidents -> false);
        }
        JsonNode incidents = service.client().get("/api/v1/incidents" + (open ? "?state=open" : ""));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(incidents);
        } else if (incidents.isEmpty()) {
            out.println(open ? "no incident is open" : "there was no incident yet");
        } else {
            incidents.forEach(incident -> out.println(IncidentLines.summary(incident)));
        }
        return 0;
    }
}
