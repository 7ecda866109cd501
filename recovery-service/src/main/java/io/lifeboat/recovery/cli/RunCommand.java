package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
        exitCodeList = {
            "0:done",
            "1:of --dry-run: something that it needs is not there",
            "2:the command line is wrong",
            "69:refused, or the service does not answer"
        })
public final class RunCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Mixin
    ProcedureStart start = new ProcedureStart();

    @Parameters(paramLabel = "PROCEDURE", description = "The procedure's name, or a run's id.")
    String what = "";

    @Option(names = "--target", paramLabel = "HOST", description = "What it is to recover.")
    @Nullable
    String target;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (what.matches("[0-9a-f-]{36}")) {
            return show();
        }
        if (target == null) {
            throw new ParameterException(spec.commandLine(), "say what the procedure is to recover: --target HOST");
        }
        return start.start(service.client(), what, target, spec.commandLine().getOut());
    }

    private int show() throws IOException {
        JsonNode run = service.client().get("/api/v1/runs/" + what);
        if (start.json) {
            spec.commandLine().getOut().println(run);
        } else {
            IncidentCommand.print(run, spec.commandLine().getOut());
        }
        return 0;
    }
}
