package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.SnapshotId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Reads a snapshot back from every place, whole and each file.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private Repository repository;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SNAPSHOT", description = "Which one (default: the newest).")
    private @Nullable String snapshot;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    VerifyCommand() {}

    @Override
    public Integer call() throws Exception {
        if (snapshot != null && !SnapshotId.isValid(snapshot)) {
            throw new ParameterException(spec.commandLine(), "'" + snapshot + "' is no id of a snapshot");
        }
        return Report.print(
                spec.commandLine(), repository.with(snapshot, (manager, group) -> manager.verify(group, snapshot)));
    }
}
