package io.lifeboat.backup.cli;

import io.lifeboat.backup.progress.MeteredStore;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Reads all that a snapshot needs back from every place, and compares it.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Mixin
    private Quiet quiet;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SNAPSHOT", description = "Which one (default: the newest).")
    private @Nullable String snapshot;

    @Option(names = "--all", description = "Every snapshot of every component.")
    private boolean all;

    @Option(names = "--files", description = "Puts each file together, too, and compares it with its SHA-256.")
    private boolean files;

    @Option(
            names = "--sample",
            paramLabel = "PERCENT",
            description =
                    "With --all: every manifest, and so many of the packs, another part of them each time, such as 5%%.")
    private @Nullable String sample;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    VerifyCommand() {}

    @Override
    public Integer call() throws Exception {
        if (snapshot != null && !SnapshotId.isValid(snapshot)) {
            throw new ParameterException(spec.commandLine(), "'" + snapshot + "' is no id of a snapshot");
        }
        if (sample != null) {
            return sample(all, sample);
        }
        if (all) {
            return backups.each((manager, group) -> {
                int status = 0;
                for (String one : manager.snapshots(group.id())) {
                    status = Math.max(
                            status,
                            Report.print(
                                    spec.commandLine(),
                                    quiet.run(spec, manager, watched -> watched.verifyWithoutWal(group, one, files))));
                }
                // Of a database once, and not with each snapshot that needs it.
                for (IOException failure : manager.verifyWal(group, null)) {
                    spec.commandLine().getErr().println(failure.getMessage());
                    status = Math.max(status, BackupCli.status(failure));
                }
                return status;
            });
        }
        return Report.print(
                spec.commandLine(),
                backups.with(
                        snapshot,
                        (manager, group) ->
                                quiet.run(spec, manager, watched -> watched.verify(group, snapshot, files))));
    }

    private int sample(boolean all, String sample) throws Exception {
        if (!all || !sample.matches("[1-9][0-9]?%?|100%?")) {
            throw new ParameterException(spec.commandLine(), "--sample goes with --all, and is 1% to 100%");
        }
        int percent = Integer.parseInt(sample.replace("%", ""));
        return backups.eachPlaces(places -> quiet.run(spec, progress -> {
            Depot depot = Depot.open(MeteredStore.all(places.stores(), progress), backups.encryption());
            int status = Report.failures(spec.commandLine(), depot);
            for (Repository repository : depot.repositories()) {
                status = Math.max(status, new SampleCheck(spec.commandLine(), repository, progress).run(percent));
            }
            return status;
        }));
    }
}
