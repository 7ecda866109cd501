package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.CatchUp;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Mending;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.wal.WalMending;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "heal",
        description = "Reads everything, and copies what is damaged or missing in one place from another.",
        mixinStandardHelpOptions = true)
final class RepoHealCommand implements Callable<Integer> {

    @Mixin
    private Backups backups;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--forget",
            paramLabel = "SNAPSHOT",
            description =
                    "Gives up a snapshot whose manifest no place has whole any more. Without that nothing expires in the place that has it.")
    private @Nullable String forget;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RepoHealCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.eachPlaces(places -> {
            Clock clock = Clock.systemUTC();
            Instant now = clock.instant();
            new Mending(places.stores(), backups.encryption())
                    .mend(now)
                    .forEach(spec.commandLine().getOut()::println);
            Depot depot = Depot.openOrCreate(places.stores(), backups.encryption(), now);
            int status = Report.failures(spec.commandLine(), depot);
            if (forget != null) {
                return Math.max(status, forget(new CatchUp(depot.repositories()), places.components(), forget));
            }
            CatchUp.Healed healed = new CatchUp(depot.repositories()).heal(places.components(), clock);
            spec.commandLine().getOut().printf("healed: %d packs, %d manifests%n", healed.packs(), healed.snapshots());
            healed.lost().forEach(spec.commandLine().getErr()::println);
            WalMending.Mended wal = new WalMending(depot.repositories()).heal();
            if (wal.objects() > 0) {
                spec.commandLine().getOut().printf("healed: %d pieces of WAL%n", wal.objects());
            }
            wal.lost().forEach(spec.commandLine().getErr()::println);
            return healed.lost().isEmpty() && wal.lost().isEmpty() ? status : Math.max(status, BackupCli.DAMAGED);
        });
    }

    private int forget(CatchUp places, List<String> components, String id) throws IOException {
        if (!SnapshotId.isValid(id)) {
            throw new ParameterException(spec.commandLine(), "'" + id + "' is no id of a snapshot");
        }
        for (String component : components) {
            List<String> from = places.forget(component, id);
            if (!from.isEmpty()) {
                spec.commandLine().getOut().printf("%s: given up in %s%n", id, from);
                return 0;
            }
        }
        spec.commandLine().getErr().println("no place has the snapshot " + id);
        return BackupCli.NOTHING_FOUND;
    }
}
