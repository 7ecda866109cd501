package io.lifeboat.backup.cli;

import io.lifeboat.backup.progress.Progress;
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
        return run(spec, progress -> work.with(quiet ? manager : manager.watchedBy(progress)));
    }

    interface Told<R> {
        R by(Progress progress) throws Exception;
    }

    <R> R run(CommandSpec spec, Told<R> work) throws Exception {
        if (quiet) {
            return work.by(Progress.NONE);
        }
        try (ShownProgress shown = ShownProgress.start(spec.commandLine().getErr())) {
            return work.by(shown.progress());
        }
    }
}
