package io.lifeboat.backup.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Lists the snapshots, oldest first.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Option(names = "--json", description = "For machines: the ids, as an array.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ListCommand() {}

    @Override
    public Integer call() throws Exception {
        List<String> ids = backups.with(null, (manager, group) -> manager.snapshots(group.id()));
        if (json) {
            spec.commandLine().getOut().println(new JsonMapper().writeValueAsString(ids));
        } else {
            ids.forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }
}
