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
            return new ExpiryReport(spec.commandLine(), group).print(all, json, true);
        });
    }
}
