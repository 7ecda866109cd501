package io.lifeboat.recovery.cli;

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
        name = "answer",
        description = "Answers a step that waits for a person.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"},
        footer = {
            "",
            "The operator token is read from LIFEBOAT_RECOVERY_OPERATOR_TOKEN or a file: an argument would show in ps."
        })
public final class AnswerCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
    UUID run = new UUID(0, 0);

    @Parameters(index = "1", paramLabel = "STEP", description = "The step's name.")
    String step = "";

    @Parameters(index = "2", paramLabel = "ANSWER", description = "done, failed, retry, skip or abort")
    String answer = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who answers, for the record.")
    String by = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record.")
    @Nullable
    String note;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ObjectNode body = RecoveryClient.JSON
                .createObjectNode()
                .put("answer", answer)
                .put("by", by)
                .put("note", note);
        service.client().post("/api/v1/runs/" + run + "/steps/" + RecoveryClient.encoded(step) + "/answer", body);
        spec.commandLine().getOut().println("answered: " + step + " " + answer);
        return 0;
    }
}
