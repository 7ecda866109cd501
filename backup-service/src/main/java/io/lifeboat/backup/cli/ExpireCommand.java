package io.lifeboat.backup.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "expire",
        description =
                "Marks what no rule keeps, and removes what was marked a day ago, with packs that nothing ever needed.",
        mixinStandardHelpOptions = true)
final class ExpireCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Option(names = "--dry-run", description = "Says only what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "For a machine.")
    private boolean json;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ExpireCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.with(
                null,
                (manager, group) -> new ExpiryReport(spec.commandLine(), group)
                        .print(dryRun ? manager.explain(group) : manager.expire(group, true), json, false));
    }
}
