package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.recovery.halt.HaltPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "clear",
        description = {
            "Ends a halt. Only a person does this, who may approve.",
            "Automation: runs that were halted go on where they stand. Trading: nothing trades by this alone."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:cleared", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class ClearCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(paramLabel = "WHAT", description = "automation or trading")
    String what = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who, for the record.")
    String by = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        HaltPart part = HaltedPart.of(spec, what);
        JsonNode cleared = service.client()
                .send(
                        "DELETE",
                        "/api/v1/halts/" + part.word() + "?by=" + RecoveryClient.encoded(by),
                        RecoveryClient.JSON.nullNode());
        PrintWriter out = spec.commandLine().getOut();
        if (part == HaltPart.AUTOMATION) {
            out.println("cleared: Lifeboat acts again");
            return 0;
        }
        out.println("cleared: nothing trades by this. The authority is given back by one of:");
        cleared.path("next").forEach(line -> out.println("  " + line.asText()));
        return 0;
    }
}
