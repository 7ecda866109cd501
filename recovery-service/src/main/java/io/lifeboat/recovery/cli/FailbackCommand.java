package io.lifeboat.recovery.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "failback",
        description = {
            "Moves trading back to the primary server: the plan's procedure primary-server-failback.",
            "Nothing but a person starts it, and it asks once more whether the primary is rebuilt and synced."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it runs",
            "1:of --dry-run: something that it needs is not there",
            "2:the command line is wrong",
            "69:refused, or the service does not answer"
        })
public final class FailbackCommand implements Callable<Integer> {

    /** Its name in the plan. */
    private static final String PROCEDURE = "primary-server-failback";

    @Mixin
    ServiceOption service = new ServiceOption();

    @Mixin
    ProcedureStart start = new ProcedureStart();

    @Option(
            names = "--target",
            paramLabel = "HOST",
            description = "Where to (default: what the trading engine runs on, by the plan).")
    @Nullable
    String target;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return start.start(
                service.client(), PROCEDURE, target, spec.commandLine().getOut());
    }
}
