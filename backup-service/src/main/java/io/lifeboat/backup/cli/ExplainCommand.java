package io.lifeboat.backup.cli;

import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.wal.WalReach;
import java.io.IOException;
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
            List<WalReach.Window> windows = List.of();
            int status = 0;
            try {
                windows = manager.reach(group);
            } catch (IOException e) {
                spec.commandLine().getErr().println("nobody knows which instants can be restored: " + e.getMessage());
                status = BackupCli.status(e);
            }
            status = Math.max(status, new ExpiryReport(spec.commandLine(), group, windows).print(all, json, true));
            if (!json) {
                ReachWords.lines(windows).forEach(spec.commandLine().getOut()::println);
                new DrillWords(backups.drills(manager), group)
                        .lines()
                        .forEach(spec.commandLine().getOut()::println);
            }
            return status;
        });
    }
}
