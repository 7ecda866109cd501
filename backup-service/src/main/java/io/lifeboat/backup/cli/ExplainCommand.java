package io.lifeboat.backup.cli;

import io.lifeboat.backup.expiry.Expired;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "explain",
        description =
                "Says of each snapshot in each place why it is kept, when it goes, and where some are missing. Changes nothing.",
        mixinStandardHelpOptions = true)
final class ExplainCommand extends ReportingCommand {

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
