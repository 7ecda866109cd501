package io.lifeboat.backup.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Lists the snapshots, oldest first: with --component their ids, else of each component.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Option(
            names = "--json",
            description =
                    "For machines: an array of the ids, and without --component of objects with component and id.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ListCommand() {}

    @Override
    public Integer call() throws Exception {
        ArrayNode all = new JsonMapper().createArrayNode();
        int status = backups.isOne() ? one(all) : each(all);
        if (json) {
            spec.commandLine().getOut().println(all);
        }
        return status;
    }

    private int one(ArrayNode all) throws Exception {
        for (String id : backups.with(null, (manager, group) -> manager.snapshots(group.id()))) {
            all.add(id);
            if (!json) {
                spec.commandLine().getOut().println(id);
            }
        }
        return 0;
    }

    /** What can't be listed is told, and does not keep the others from being listed. */
    private int each(ArrayNode all) throws Exception {
        return backups.each((manager, group) -> {
            List<String> ids;
            try {
                ids = manager.snapshots(group.id());
            } catch (IOException e) {
                spec.commandLine().getErr().println(group.id() + ": " + e.getMessage());
                return BackupCli.status(e);
            }
            for (String id : ids) {
                all.addObject().put("component", group.id()).put("id", id);
                if (!json) {
                    spec.commandLine().getOut().println(id + " " + group.id());
                }
            }
            return 0;
        });
    }
}
