package io.lifeboat.backup.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "expire",
        description =
                "Marks what no rule keeps, and removes what was marked a day ago, with packs that nothing ever needed.",
        mixinStandardHelpOptions = true)
final class ExpireCommand extends ReportingCommand {

    @Option(names = "--dry-run", description = "Says only what would be done.")
    private boolean dryRun;

    ExpireCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.with(
                null,
                (manager, group) -> new ExpiryReport(spec.commandLine(), group)
                        .print(dryRun ? manager.explain(group) : manager.expire(group, true), json, false));
    }
}
