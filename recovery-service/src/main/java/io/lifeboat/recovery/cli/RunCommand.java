package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description =
                "Starts a procedure on a target; with the id of a run, shows that with every attempt at every step.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class RunCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Mixin
    TokenOption token = new TokenOption();

    @Parameters(paramLabel = "PROCEDURE", description = "The procedure's name, or a run's id.")
    String what = "";

    @Option(names = "--target", paramLabel = "HOST", description = "What it is to recover.")
    @Nullable
    String target;

    @Option(names = "--by", paramLabel = "NAME", description = "Who starts it, where the token does not say it.")
    @Nullable
    String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record.")
    @Nullable
    String note;

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return what.matches("[0-9a-f-]{36}") ? show() : start();
    }

    private int show() {
        JsonNode run = service.client().get("/api/v1/runs/" + what);
        if (json) {
            spec.commandLine().getOut().println(run);
        } else {
            IncidentCommand.print(run, spec.commandLine().getOut());
        }
        return 0;
    }

    private int start() throws IOException {
        if (target == null) {
            throw new ParameterException(spec.commandLine(), "say what the procedure is to recover: --target HOST");
        }
        var body = RecoveryClient.JSON
                .createObjectNode()
                .put("target", target)
                .put("by", by)
                .put("note", note);
        JsonNode begun = service.client()
                .post(
                        "/api/v1/procedures/" + URLEncoder.encode(what, StandardCharsets.UTF_8) + "/runs",
                        body,
                        token.token());
        if (json) {
            spec.commandLine().getOut().println(begun);
        } else {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s runs on %s: lifeboat incident %s%n",
                            what, target, begun.path("incident").asText());
        }
        return 0;
    }
}
