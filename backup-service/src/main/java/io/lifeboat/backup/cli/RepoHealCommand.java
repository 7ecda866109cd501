package io.lifeboat.backup.cli;

import io.lifeboat.backup.repository.CatchUp;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Mending;
import io.lifeboat.backup.wal.WalMending;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RepoHealCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.eachPlaces(places -> {
            Instant now = Clock.systemUTC().instant();
            new Mending(places.stores(), backups.encryption())
                    .mend(now)
                    .forEach(spec.commandLine().getOut()::println);
            Depot depot = Depot.openOrCreate(places.stores(), backups.encryption(), now);
            int status = Report.failures(spec.commandLine(), depot);
            CatchUp.Healed healed = new CatchUp(depot.repositories()).heal(places.components());
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
}
