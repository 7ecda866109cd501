package io.lifeboat.sandbox.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lifeboat.catalog.CatalogCheck;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.event.EventCodec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
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
            @Option(names = "--json", description = "For a machine.") boolean json)
            throws JsonProcessingException {
        Path catalog = folder == null ? WorkFolder.home().resolve("catalog") : folder;
        CatalogCheck check = CatalogLoader.check(catalog);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(EventCodec.JSON.writeValueAsString(
                    Map.of("problems", check.problems(), "warnings", check.warnings())));
        } else {
            check.problems().forEach(out::println);
            check.warnings().forEach(warning -> out.println("warning: " + warning));
            out.printf(
                    "%s: %s, %s%n",
                    catalog,
                    counted(check.problems().size(), "problem"),
                    counted(check.warnings().size(), "warning"));
        }
        return check.problems().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
