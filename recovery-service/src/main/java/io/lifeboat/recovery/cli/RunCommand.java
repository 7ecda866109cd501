package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "One run with every attempt at every step.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class RunCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(paramLabel = "ID", description = "The run's id.")
    UUID id = new UUID(0, 0);

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode run = service.client().get("/api/v1/runs/" + id);
        if (json) {
            spec.commandLine().getOut().println(run);
        } else {
            IncidentCommand.print(run, spec.commandLine().getOut());
        }
        return 0;
    }
}
