package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.SnapshotId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = "Puts a snapshot in its place. What was there is kept beside it.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--force", description = "Also where something is there already.")
    private boolean force;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RestoreCommand() {}

    /** One of both must be said: nobody restores by leaving something out. */
    private static final class Which {
        @SuppressWarnings("UnusedVariable") // without it, the snapshot is named
        @Option(names = "--latest", required = true, description = "The newest that is whole.")
        private boolean latest;

        @Option(names = "--backup-id", required = true, paramLabel = "SNAPSHOT", description = "This one.")
        private @Nullable String snapshot;
    }

    @Override
    public Integer call() throws Exception {
        String snapshot = which.snapshot;
        if (snapshot != null && !SnapshotId.isValid(snapshot)) {
            throw new ParameterException(spec.commandLine(), "'" + snapshot + "' is no id of a snapshot");
        }
        return Report.print(
                spec.commandLine(),
                backups.with(snapshot, (manager, group) -> manager.restore(group, snapshot, force)));
    }
}
