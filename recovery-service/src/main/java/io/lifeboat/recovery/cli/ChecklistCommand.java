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
        name = "checklist",
        description = "The plan's checklist of an incident; with an item and a name, ticks it.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class ChecklistCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "The incident's id.")
    UUID id = new UUID(0, 0);

    @Parameters(index = "1", arity = "0..1", paramLabel = "ITEM", description = "The number of the item to tick.")
    @Nullable
    Integer item;

    @Option(names = "--by", paramLabel = "NAME", description = "Who ticks it, where the token does not say it.")
    @Nullable
    String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "For the record.")
    @Nullable
    String note;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (item != null) {
            var body = RecoveryClient.JSON.createObjectNode().put("by", by).put("note", note);
            var _ = service.client().post("/api/v1/incidents/" + id + "/checklist/" + item, body);
        }
        JsonNode report = service.client().get("/api/v1/incidents/" + id + "/report");
        PrintWriter out = spec.commandLine().getOut();
        report.path("checklist")
                .forEach(one -> out.printf(
                        "[%s] %2d %-45s %s%n",
                        one.path("at").isTextual() ? "x" : " ",
                        one.path("number").asInt(),
                        one.path("text").asText(),
                        one.path("by").asText()
                                + (one.path("at").isTextual()
                                        ? ", " + one.path("at").asText()
                                        : "")));
        return 0;
    }
}
