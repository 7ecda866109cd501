package io.lifeboat.recovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        name = "report",
        description = "The post-incident report, from what is on the record.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 69,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:the command line is wrong", "69:refused, or the service does not answer"})
public final class ReportCommand implements Callable<Integer> {

    @Mixin
    ServiceOption service = new ServiceOption();

    @Parameters(paramLabel = "INCIDENT", description = "The incident's id.")
    UUID id = new UUID(0, 0);

    @Option(names = "--json", description = "For a machine; otherwise Markdown.")
    boolean json;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there.")
    @Nullable
    Path file;

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        JsonNode report = service.client().get("/api/v1/incidents/" + id + "/report");
        String text = json ? report.toPrettyString() + "\n" : ReportText.of(report);
        Path to = file;
        if (to == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(to, text);
        }
        return 0;
    }
}
