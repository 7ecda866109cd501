package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
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
        name = "approve",
        description = "Approves what a run waits for.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class ApproveCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
    UUID run = new UUID(0, 0);

    @Parameters(index = "1", paramLabel = "STEP", description = "The step's name.")
    String step = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who answers, where the token does not say it.")
    @Nullable
    String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record.")
    @Nullable
    String note;

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            description = "Of the procedure as you have read it ('lifeboat plan'): another one is not approved.")
    @Nullable
    String hash;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ObjectNode body = RecoveryClient.JSON
                .createObjectNode()
                .put("approved", true)
                .put("by", by)
                .put("note", note)
                .put("procedureHash", hash);
        JsonNode answer = service.client()
                .post("/api/v1/runs/" + run + "/steps/" + RecoveryClient.encoded(step) + "/approval", body);
        int missing = answer.path("missing").asInt();
        spec.commandLine()
                .getOut()
                .println("approved: " + step + (missing == 0 ? "" : "; " + missing + " more must approve"));
        return 0;
    }
}
