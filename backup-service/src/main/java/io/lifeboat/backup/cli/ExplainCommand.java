package io.lifeboat.backup.cli;

import io.lifeboat.backup.expiry.Expired;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description =
                "Says of each snapshot in each place why it is kept, when it goes, and where some are missing. Changes nothing.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "For a machine.")
    private boolean json;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ExplainCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.with(null, (manager, group) -> {
            List<Expired> all = manager.explain(group);
            int status = new ExpiryReport(spec.commandLine(), group).print(all, json, true);
            if (!json) {
                new DrillWords(backups.drills(manager), group)
                        .lines()
                        .forEach(spec.commandLine().getOut()::println);
            }
            return status;
        });
    }
}
