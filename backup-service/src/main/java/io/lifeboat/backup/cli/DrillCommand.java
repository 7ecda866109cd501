package io.lifeboat.backup.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "drill",
        description =
                "Restores a snapshot beside what runs, looks whether it is sound, and notes that down beside it. Touches nothing that runs.",
        mixinStandardHelpOptions = true)
final class DrillCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SNAPSHOT", description = "Which one (default: the newest).")
    private @Nullable String snapshot;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    DrillCommand() {}

    @Override
    public Integer call() throws Exception {
        if (snapshot != null) {
            HoldCommand.checkId(spec, snapshot);
        }
        return Report.print(
                spec.commandLine(),
                backups.with(
                        snapshot, (manager, group) -> backups.drills(manager).drill(group, snapshot)));
    }
}
