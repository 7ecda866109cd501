package io.lifeboat.backup.drill;

import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.ScratchRestore;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One drill: restore, recover, look. */
final class DrillRun {

    private final BackupGroup group;
    private final Map<String, Host> hosts;
    private final DrillSettings settings;
    private final Clock clock;
    private final Scratch scratch;
    private final long begun = System.nanoTime();
    private long restored = -1;
    private long recovered = -1;

    DrillRun(BackupGroup group, Map<String, Host> hosts, DrillSettings settings, Clock clock, Scratch scratch) {
        this.group = group;
        this.hosts = hosts;
        this.settings = settings;
        this.clock = clock;
        this.scratch = scratch;
    }

    /** @param cause what kind of failure it is, if it is one */
    record Result(DrillReport report, Cause cause) {}

    Result run(Depot depot, SnapshotManifest manifest) throws IOException {
        scratch.require(manifest.bytes());
        ScratchRestore restore = new ScratchRestore(hosts, scratch.folder().resolve("hosts"));
        BackupOutcome outcome = restore.restore(group, depot, manifest.id(), new RecoveryTarget.Latest());
        restored = System.nanoTime();
        return switch (outcome) {
            case Restored there -> look(manifest, restore, there);
            case Failed failed ->
                new Result(report(manifest, null, List.of(failed.reason()), "it can't be restored"), failed.cause());
            default -> throw new IllegalStateException("a restore that ends with " + outcome);
        };
    }

    private Result look(SnapshotManifest manifest, ScratchRestore restore, Restored there) throws IOException {
        BackupGroup.Source database = group.cluster().orElse(null);
        if (database == null) {
            List<String> findings = FilesLook.look(manifest, restore);
            String detail = "%d files are what the snapshot has".formatted(there.files());
            return new Result(report(manifest, there, findings, detail), Cause.DAMAGED);
        }
        return database(manifest, there, restore, database);
    }

    private Result database(
            SnapshotManifest manifest, Restored there, ScratchRestore restore, BackupGroup.Source source)
            throws IOException {
        Host host = hosts.get(source.host());
        Host.Database database = host == null ? null : host.databases().get(source.database());
        Path data = restore.resolve(source.host(), source.path());
        if (database == null || data == null) {
            throw new IOException(source.host() + ": the catalog knows no database '" + source.database() + "'");
        }
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        Program programs = Program.of(settings, version, scratch.folder().resolve("output"));
        List<BackupGroup.Invariant> invariants =
                group.drill() == null ? List.of() : group.drill().invariants();
        try (ScratchServer server = ScratchServer.start(programs, data, scratch.folder(), settings.within())) {
            recovered = System.nanoTime();
            DatabaseLook look = new DatabaseLook(server, database.user());
            String detail = "PostgreSQL %s has recovered %s; pg_amcheck and %d invariants were asked"
                    .formatted(look.version(), recovered(there), invariants.size());
            List<String> findings = look.look(database.name(), invariants);
            return new Result(report(manifest, there, findings, detail), Cause.DAMAGED);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            List<String> finding = List.of(String.valueOf(e.getMessage()));
            return new Result(report(manifest, there, finding, "it can't be used"), Cause.DAMAGED);
        }
    }

    /** There is no cluster beside the scratch whose WAL could come along, and that is no news. */
    private static String recovered(Restored there) {
        return Stream.of(there.detail().split("; ", -1))
                .filter(part -> !part.startsWith("without WAL since the snapshot"))
                .reduce((one, other) -> one + "; " + other)
                .orElse("what the snapshot has itself");
    }

    private DrillReport report(
            SnapshotManifest manifest, @Nullable Restored there, List<String> findings, String detail) {
        long now = System.nanoTime();
        long lookedFrom = recovered < 0 ? restored : recovered;
        Instant asOf = there == null ? null : there.dataAsOf();
        return new DrillReport(
                DrillReport.FORMAT,
                group.id(),
                manifest.id(),
                there == null ? "" : there.place(),
                clock.instant(),
                findings,
                TimeUnit.NANOSECONDS.toMillis(restored - begun),
                recovered < 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(recovered - restored),
                TimeUnit.NANOSECONDS.toMillis(now - lookedFrom),
                manifest.fileCount(),
                manifest.bytes(),
                asOf,
                detail);
    }
}
