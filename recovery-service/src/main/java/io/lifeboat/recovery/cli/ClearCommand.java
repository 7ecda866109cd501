package io.lifeboat.recovery.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "clear",
        description = "Lets Lifeboat act again. Only a person does this: runs that were halted go on where they stand.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:cleared", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class ClearCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Mixin
    TokenOption token = new TokenOption();

    @Parameters(paramLabel = "WHAT", description = "automation")
    String what = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who, for the record.")
    String by = "";

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        HaltedPart.check(spec, what);
        var _ = service.client()
                .send(
                        "DELETE",
                        "/api/v1/halts/automation?by=" + URLEncoder.encode(by, StandardCharsets.UTF_8),
                        RecoveryClient.JSON.nullNode(),
                        token.token());
        spec.commandLine().getOut().println("cleared: Lifeboat acts again");
        return 0;
    }
}
