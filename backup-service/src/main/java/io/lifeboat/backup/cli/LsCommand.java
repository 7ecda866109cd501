package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.SnapshotId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "ls", description = "Lists what is in a snapshot.", mixinStandardHelpOptions = true)
final class LsCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SNAPSHOT")
    private String snapshot;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    LsCommand() {}

    @Override
    public Integer call() throws Exception {
        if (!SnapshotId.isValid(snapshot)) {
            throw new ParameterException(spec.commandLine(), "'" + snapshot + "' is no id of a snapshot");
        }
        for (FileEntry file : backups.with(snapshot, (manager, group) -> manager.files(group, snapshot))) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-6s %s %12d %s %s%s%n",
                            file.type(),
                            file.mode(),
                            file.size(),
                            file.mtime(),
                            file.describe(),
                            file.target() == null ? "" : " -> " + file.target());
        }
        return 0;
    }
}
