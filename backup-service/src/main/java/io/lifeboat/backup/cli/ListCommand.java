package io.lifeboat.backup.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Lists the snapshots, oldest first.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ListCommand() {}

    @Override
    public Integer call() throws Exception {
        backups.with(null, (manager, group) -> manager.snapshots(group.id()))
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
