package io.lifeboat.recovery.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        description =
                "What a procedure would do now, step by step, and whether all that it needs is there. Changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all that it needs is there",
            "1:something is not",
            "2:the command line is wrong",
            "69:refused, or the service does not answer"
        })
public final class PlanCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(paramLabel = "PROCEDURE", description = "The procedure's name.")
    String procedure = "";

    @Option(
            names = "--target",
            paramLabel = "HOST",
            description = "What it would recover (default: what its component runs on).")
    @Nullable
    String target;

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return PlanText.show(
                service.client(), procedure, target, json, spec.commandLine().getOut());
    }
}
