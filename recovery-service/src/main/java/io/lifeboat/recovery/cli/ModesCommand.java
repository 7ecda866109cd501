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
        name = "modes",
        description = "The procedures that ask first after a bad call; 'wrong' calls a run one, 'raise' ends it.",
        subcommands = {ModesCommand.Wrong.class, ModesCommand.Raise.class},
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class ModesCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Option(names = "--json", description = "For machines.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        JsonNode lowered = service.client().get("/api/v1/modes/lowered");
        if (json) {
            spec.commandLine().getOut().println(lowered.toPrettyString());
        } else {
            print(lowered, spec.commandLine().getOut());
        }
        return 0;
    }

    private static void print(JsonNode lowered, PrintWriter out) {
        if (lowered.isEmpty()) {
            out.println("every procedure runs in the mode that the catalog gives it");
        }
        lowered.forEach(one -> out.printf(
                "%s on %s asks first since %s: %s (incident %s)%n",
                one.path("procedure").asText(),
                one.path("target").asText(),
                one.path("at").asText(),
                one.path("reason").asText(),
                one.path("incident").asText()));
    }

    private static Integer say(ServiceOption service, CommandSpec spec, String path, @Nullable String by, String reason)
            throws IOException {
        print(
                service.client()
                        .post(
                                "/api/v1/modes/" + path,
                                RecoveryClient.JSON
                                        .createObjectNode()
                                        .put("by", by)
                                        .put("note", reason)),
                spec.commandLine().getOut());
        return 0;
    }

    @Command(
            name = "wrong",
            description = "Calls an incident's run wrong: its procedure asks first on that target from now on.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = 69)
    static final class Wrong implements Callable<Integer> {

        @Mixin
        ServiceOption service = new ServiceOption();

        @Parameters(paramLabel = "INCIDENT", description = "The incident's id.")
        UUID incident = new UUID(0, 0);

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
            return say(service, spec, "wrong-calls/" + incident, by, reason);
        }
    }

    @Command(
            name = "raise",
            description = "Lets a procedure run on a target in its own mode again.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = 69)
    static final class Raise implements Callable<Integer> {

        @Mixin
        ServiceOption service = new ServiceOption();

        @Parameters(paramLabel = "PROCEDURE", description = "The procedure's id.")
        String procedure = "";

        @Option(names = "--target", required = true, paramLabel = "TARGET", description = "The host, or the component.")
        String target = "";

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
            return say(
                    service,
                    spec,
                    "lowered/" + RecoveryClient.encoded(procedure) + "/" + RecoveryClient.encoded(target) + "/raise",
                    by,
                    reason);
        }
    }
}
