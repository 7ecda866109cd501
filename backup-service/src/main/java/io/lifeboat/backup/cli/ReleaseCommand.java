package io.lifeboat.backup.cli;

import io.lifeboat.backup.snapshot.BackupOutcome;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "release", description = "Ends a hold; the rules count again.", mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SNAPSHOT",
            description = "Which one (default: that of all of --component).")
    private @Nullable String snapshot;

    @Option(names = "--by", description = "Whose hold (default: the user's own).")
    private @Nullable String by;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ReleaseCommand() {}

    @Override
    public Integer call() throws Exception {
        HoldCommand.checkId(spec, snapshot);
        return backups.with(snapshot, (manager, group) -> {
            String who = HoldCommand.who(by);
            boolean wasHeld = manager.release(group, snapshot, who);
            return Report.print(spec.commandLine(), new BackupOutcome.Released(snapshot, who, wasHeld));
        });
    }
}
