package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "abort",
        description = "Ends a run, wherever it stands. Its incident is with people then.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:ended", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class AbortCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    UUID run = new UUID(0, 0);

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who, where the token does not say it.")
    @Nullable
    String by;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        JsonNode ended = service.client()
                .post(
                        "/api/v1/runs/" + run + "/abort",
                        RecoveryClient.JSON.createObjectNode().put("by", by).put("reason", reason));
        PrintWriter out = spec.commandLine().getOut();
        out.println("ended: no further step of run " + run + " begins");
        ended.path("underWay")
                .forEach(step -> out.println(
                        "it was in the middle of '" + step.asText() + "', which may still go on: look at the host"));
        out.println("If it had fenced the engine, nothing trades until a procedure gives the authority back.");
        return 0;
    }
}
