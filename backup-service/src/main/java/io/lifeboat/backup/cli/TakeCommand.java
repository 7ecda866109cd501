package io.lifeboat.backup.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "take",
        description = "Takes a snapshot to every place, and reads it back.",
        mixinStandardHelpOptions = true)
final class TakeCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    TakeCommand() {}

    @Override
    public Integer call() throws Exception {
        return Report.print(spec.commandLine(), backups.with(null, (manager, group) -> manager.take(group)));
    }
}
