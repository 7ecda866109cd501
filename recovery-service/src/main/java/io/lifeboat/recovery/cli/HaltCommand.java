package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.recovery.halt.HaltFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "halt",
        description = {
            "Stops Lifeboat from acting, at once and until a person clears it.",
            "With --state it needs no service, no Kafka and no database: it writes the file that the service looks at before each step."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:halted", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class HaltCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Mixin
    TokenOption token = new TokenOption();

    @Parameters(paramLabel = "WHAT", description = "automation")
    String what = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who, where the token does not say it.")
    @Nullable
    String by;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The recovery service's state folder (LIFEBOAT_RECOVERY_STATE there): write the file itself.")
    @Nullable
    Path state;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        HaltedPart.check(spec, what);
        Path folder = state;
        if (folder != null) {
            HaltFile file = new HaltFile(folder);
            file.set(reason + (by == null ? "" : " (" + by + ")"));
            spec.commandLine().getOut().println("halted by " + file.path());
            return 0;
        }
        ObjectNode body = RecoveryClient.JSON.createObjectNode().put("by", by).put("reason", reason);
        var _ = service.client().send("PUT", "/api/v1/halts/automation", body, token.token());
        spec.commandLine().getOut().println("halted: no step begins until 'lifeboat clear automation'");
        return 0;
    }
}
