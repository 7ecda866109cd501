package io.lifeboat.sandbox.launcher;

import io.lifeboat.catalog.CatalogCheck;
import io.lifeboat.catalog.CatalogCheckReport;
import io.lifeboat.catalog.CatalogLoader;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "catalog", description = "The disaster plan as data.", mixinStandardHelpOptions = true)
final class CatalogCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: check");
    }

    @Command(
            name = "check",
            description =
                    "Says all that is wrong with a catalog, and what the plan leaves open. Status 1 if it can't be used.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(arity = "0..1", paramLabel = "DIR", description = "The catalog (default: the shipped one).")
                    Path folder,
            @Option(names = "--json", description = "For a machine.") boolean json) {
        Path catalog = folder == null ? WorkFolder.home().resolve("catalog") : folder;
        CatalogCheck check = ExpressionLook.with(catalog, CatalogLoader.check(catalog));
        CatalogCheckReport report = new CatalogCheckReport(catalog, check);
        spec.commandLine().getOut().println(json ? report.json() : report.text());
        return check.catalog() == null ? ExitStatus.FAILED : ExitStatus.OK;
    }
}
