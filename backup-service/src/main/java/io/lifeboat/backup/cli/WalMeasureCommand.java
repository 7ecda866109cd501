package io.lifeboat.backup.cli;

import io.lifeboat.backup.snapshot.WrongUsageException;
import io.lifeboat.backup.wal.WalMeasuring;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A part of the benchmark: receives WAL for a while, under a slot of its own, and writes down what each place would lose. */
@Command(name = "measure", description = "Receives WAL, and measures what each place would lose.", hidden = true)
final class WalMeasureCommand implements Callable<Integer> {

    private static final String SLOT = "lifeboat_measured";

    @Mixin
    private Backups backups;

    @Parameters(paramLabel = "FOLDER", description = "For the spool, and the figures.")
    private Path folder;

    @Option(names = "--seconds", required = true, description = "How long.")
    private int seconds;

    /** For picocli, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    WalMeasureCommand() {}

    @Override
    public Integer call() throws Exception {
        return backups.with(null, (manager, group) -> {
            BackupGroup.Source source =
                    group.cluster().orElseThrow(() -> new WrongUsageException(group.id() + " is no database"));
            Host host = backups.hosts().get(source.host());
            Host.Database database = host == null ? null : host.databases().get(source.database());
            if (host == null || database == null) {
                throw new WrongUsageException("the catalog does not know the database of " + group.id());
            }
            WalMeasuring.Server server = new WalMeasuring.Server(
                    host.address(),
                    database.port(),
                    database.name(),
                    database.user(),
                    database.password().resolve(backups.environment()).strip());
            WalMeasuring measuring = new WalMeasuring(
                    server,
                    SLOT,
                    manager.stores(group),
                    backups.encryption(),
                    folder.resolve("spool"),
                    Clock.systemUTC());
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve("samples")))) {
                measuring.run(
                        Duration.ofSeconds(seconds),
                        sample -> out.printf(
                                "%d %s %d %d%n",
                                sample.at().toEpochMilli(),
                                sample.place(),
                                sample.lost() == null ? -1 : sample.lost().toMillis(),
                                sample.received()));
            }
            return 0;
        });
    }
}
