package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.Restorer.Prepared;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Restores files, and the database that they go with, to one instant: the files as a snapshot has them, and the database up
 * to where it was when that was taken. Both are prepared before either is replaced.
 */
public final class ConsistentSet {

    private final BackupManager manager;
    private final Restorer restorer;

    public ConsistentSet(BackupManager manager, Map<String, Host> hosts) {
        this.manager = manager;
        this.restorer = new Restorer(hosts, Progress.NONE);
    }

    /** Which group it is that has the database's snapshots; none if the catalog has none. */
    public static Optional<BackupGroup> databaseOf(BackupGroup files, Map<String, BackupGroup> all) {
        BackupGroup.DatabaseName name = files.consistentWith();
        return name == null
                ? Optional.empty()
                : all.values().stream()
                        .filter(group -> group.cluster()
                                .filter(source -> source.host().equals(name.host())
                                        && name.database().equals(source.database()))
                                .isPresent())
                        .findFirst();
    }

    /**
     * @param snapshot of the files; none for the newest
     * @param before none, or the instant that it must not be younger than
     * @return of the database and of the files; one failure if nothing was replaced
     */
    public List<BackupOutcome> restore(
            BackupGroup files,
            BackupGroup database,
            @Nullable String snapshot,
            @Nullable Instant before,
            boolean over) {
        Causes causes = new Causes();
        try {
            SnapshotManifest chosen = choose(files, snapshot, before, causes);
            DatabaseStamp.Position position = DatabaseStamp.of(chosen).orElseThrow();
            RestoreRequest state = RestoreRequest.inPlace(chosen.id(), new RecoveryTarget.Latest(), over);
            return switch (restorer.prepare(files, manager.depot(files), state)) {
                case Prepared.Refused refused -> List.of(refused.failed());
                case Prepared.Ready ready -> withDatabase(files, database, chosen, position, ready, over);
            };
        } catch (IOException e) {
            causes.note(e);
            causes.addFirst(String.valueOf(e.getMessage()));
            return List.of(new Failed(snapshot, causes.text(), List.of(), causes.cause()));
        }
    }

    /** @param ready the files: in their place when this returns, or discarded */
    private List<BackupOutcome> withDatabase(
            BackupGroup files,
            BackupGroup database,
            SnapshotManifest chosen,
            DatabaseStamp.Position position,
            Prepared.Ready ready,
            boolean over)
            throws IOException {
        boolean isUsed = false;
        try {
            Prepared with = prepare(database, position, chosen, over);
            if (with instanceof Prepared.Refused refused) {
                return List.of(refused.failed());
            }
            BackupOutcome first = Restorer.swap(database, null, with);
            if (!(first instanceof Restored)) {
                return List.of(first);
            }
            isUsed = true;
            return List.of(first, Restorer.swap(files, chosen.id(), ready));
        } finally {
            if (!isUsed) {
                ready.discard();
            }
        }
    }

    /** The newest that says where the database was. */
    private SnapshotManifest choose(
            BackupGroup files, @Nullable String snapshot, @Nullable Instant before, Causes causes) throws IOException {
        Depot depot = manager.depot(files);
        depot.failures().values().forEach(causes::add);
        NavigableSet<String> ids =
                snapshot == null ? new TreeSet<>(manager.snapshots(files.id())) : new TreeSet<>(List.of(snapshot));
        for (String id : ids.descendingSet()) {
            SnapshotManifest manifest = manifest(files, depot, id, causes).orElse(null);
            if (manifest == null || (before != null && manifest.createdAt().isAfter(before))) {
                continue;
            }
            if (DatabaseStamp.of(manifest).isPresent()) {
                return manifest;
            }
            causes.add(new SourceException("snapshot %s does not say where the database was: %s"
                    .formatted(id, manifest.facts().getOrDefault("databaseAbsent", "nobody asked it then"))));
        }
        causes.note(Cause.NOTHING_FOUND);
        throw new SourceException("no snapshot of %s can be restored together with the database".formatted(files.id()));
    }

    /** The newest snapshot of the database from which its position can be reached. */
    private Prepared prepare(
            BackupGroup database, DatabaseStamp.Position position, SnapshotManifest files, boolean over)
            throws IOException {
        RecoveryTarget to = new RecoveryTarget.Position(position.lsn(), position.timeline());
        Depot depot = manager.depot(database);
        Causes causes = new Causes();
        for (String id : new TreeSet<>(manager.snapshots(database.id())).descendingSet()) {
            SnapshotManifest base = manifest(database, depot, id, causes).orElse(null);
            if (base == null || !position.systemId().equals(base.facts().get("systemId"))) {
                continue;
            }
            Prepared prepared = restorer.prepare(database, depot, RestoreRequest.inPlace(id, to, over));
            if (prepared instanceof Prepared.Ready || isFinal(prepared)) {
                return prepared;
            }
            causes.add(new IOException(((Prepared.Refused) prepared).failed().reason()));
        }
        causes.note(Cause.NOTHING_FOUND);
        causes.addFirst("the database can't be brought to %s, where it was when %s was taken; nothing was replaced"
                .formatted(to.describe(), files.id()));
        return new Prepared.Refused(new Failed(files.id(), causes.text(), List.of(), causes.cause()));
    }

    /** What an older snapshot would not change. */
    private static boolean isFinal(Prepared prepared) {
        return prepared instanceof Prepared.Refused refused
                && refused.failed().cause() != Cause.NOTHING_FOUND
                && refused.failed().cause() != Cause.DAMAGED;
    }

    private static Optional<SnapshotManifest> manifest(BackupGroup group, Depot depot, String id, Causes causes) {
        for (Repository repository : depot.repositories()) {
            try {
                return Optional.of(repository.manifest(group.id(), id));
            } catch (IOException e) {
                causes.add(e);
            }
        }
        return Optional.empty();
    }
}
