package io.lifeboat.backup.cli;

import io.lifeboat.backup.snapshot.BackupManager;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether a command shows how far it is. */
final class Quiet {

    @Option(
            names = {"-q", "--quiet"},
            description = "Does not show on the standard error how far it is.")
    private boolean quiet;

    interface Work<R> {
        R with(BackupManager manager) throws Exception;
    }

    <R> R run(CommandSpec spec, BackupManager manager, Work<R> work) throws Exception {
        if (quiet) {
            return work.with(manager);
        }
        try (ShownProgress shown = ShownProgress.start(spec.commandLine().getErr())) {
            return work.with(manager.watchedBy(shown.progress()));
        }
    }
}
