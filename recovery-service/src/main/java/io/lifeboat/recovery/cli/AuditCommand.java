package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = "Proves that the record is what was written: 'lifeboat audit verify'.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the record is whole",
            "65:it is not",
            "2:the command line is wrong",
            "69:refused, or the service does not answer"
        })
public final class AuditCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    private static final int BROKEN = 65;

    @Parameters(paramLabel = "WHAT", description = "verify")
    String what = "";

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!what.equals("verify")) {
            throw new ParameterException(spec.commandLine(), "can't '" + what + "' an audit: there is verify");
        }
        JsonNode report = service.client().get("/api/v1/audit");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report);
        } else {
            report.path("broken").forEach(line -> out.println(line.asText()));
            out.printf(
                    "%s: %d entries of %d incidents, head %s%n",
                    report.path("broken").isEmpty() ? "the record is whole" : "THE RECORD IS NOT WHOLE",
                    report.path("entries").asLong(),
                    report.path("incidents").asLong(),
                    report.path("head").asText());
        }
        return report.path("broken").isEmpty() ? 0 : BROKEN;
    }
}
