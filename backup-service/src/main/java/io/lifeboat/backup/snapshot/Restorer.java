package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.backup.wal.UnreachableException;
import io.lifeboat.backup.wal.WalRecovery;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts a snapshot where its files belong, or into a folder. Every pack of it is read and compared before anything is
 * touched; its files are written beside the target, each compared again, and only then take the target's place; what was
 * there is kept.
 *
 * <p>The places are asked in the catalog's order, and then, if no snapshot was named, for an older one. A crash leaves the
 * target as it was, or replaced: never a part of it. Done again, it goes on from the files that it finds whole.
 */
final class Restorer {

    private static final Logger LOG = Logger.getLogger(Restorer.class);

    private final Map<String, Host> hosts;
    private final Targets targets;
    private final boolean isScratch;

    private final Progress progress;

    Restorer(Map<String, Host> hosts, Progress progress) {
        this(hosts, progress, false);
    }

    private Restorer(Map<String, Host> hosts, Progress progress, boolean isScratch) {
        this.hosts = hosts;
        this.targets = new Targets(hosts);
        this.progress = progress;
        this.isScratch = isScratch;
    }

    /** To hosts that are folders beside what runs: nothing outside of them is written to. */
    static Restorer scratch(Map<String, Host> hosts) {
        return new Restorer(hosts, Progress.NONE, true);
    }

    BackupOutcome restore(BackupGroup group, Depot depot, RestoreRequest request) {
        return swap(group, request.snapshot(), prepare(group, depot, request));
    }

    /** The same, up to where nothing is replaced yet. What is ready must be swapped or discarded. */
    Prepared prepare(BackupGroup group, Depot depot, RestoreRequest request) {
        Causes causes = new Causes();
        try {
            refuseImage(group);
            refuseWithoutWal(group, request.to());
            depot.failures().values().forEach(causes::add);
            SortedSet<String> ids = ids(depot, group.id(), request.snapshot(), causes);
            if (ids.isEmpty()) {
                return new Prepared.Refused(nothing(group, depot, request, causes));
            }
            List<Target> to = targets.of(group, request);
            for (Target target : to) {
                target.check(request.over());
            }
            return prepare(group, depot, request, ids, Stages.open(to), causes);
        } catch (IOException e) {
            return new Prepared.Refused(failed(request.snapshot(), causes, e));
        }
    }

    private Prepared prepare(
            BackupGroup group, Depot depot, RestoreRequest request, SortedSet<String> ids, Stages stages, Causes causes)
            throws IOException {
        boolean isReady = false;
        try {
            Tablespaces tablespaces = new Tablespaces(hosts, group, request, isScratch);
            Optional<StagedSnapshot> staged = stage(group.id(), depot, ids, request.to(), stages, tablespaces, causes);
            if (staged.isEmpty()) {
                stages.discard();
                return new Prepared.Refused(nothing(group, depot, request, causes));
            }
            isReady = true;
            return new Prepared.Ready(staged.get(), stages, causes);
        } finally {
            if (!isReady) {
                stages.close();
            }
        }
    }

    /** The prepared takes its place. */
    static BackupOutcome swap(BackupGroup group, @Nullable String snapshot, Prepared prepared) {
        return switch (prepared) {
            case Prepared.Refused refused -> refused.failed();
            case Prepared.Ready ready -> {
                ready.causes().reasons().forEach(reason -> LOG.warnf("restore of %s: %s", group.id(), reason));
                try (Stages stages = ready.stages()) {
                    yield swap(ready.staged(), stages, ready.causes());
                } catch (IOException e) {
                    yield failed(snapshot, ready.causes(), e);
                }
            }
        };
    }

    private static Failed failed(@Nullable String snapshot, Causes causes, IOException e) {
        causes.note(e);
        causes.addFirst(String.valueOf(e.getMessage()));
        return new Failed(snapshot, causes.text(), List.of(), causes.cause());
    }

    private static Failed nothing(BackupGroup group, Depot depot, RestoreRequest request, Causes causes) {
        if (causes.isEmpty()) {
            causes.note(Cause.NOTHING_FOUND);
            causes.addFirst("%s: 'snapshots' lists what there is"
                    .formatted(
                            depot.repositories().stream().map(Repository::name).toList()));
        }
        causes.addFirst(
                request.snapshot() == null
                        ? "no place has a whole snapshot of " + group.id()
                                + (request.to() instanceof RecoveryTarget.Latest
                                        ? ""
                                        : " from before " + request.to().describe())
                        : "no place has this snapshot of " + group.id());
        return new Failed(request.snapshot(), causes.text(), List.of(), causes.cause());
    }

    /** How far a restore has come before anything is replaced. */
    sealed interface Prepared {

        record Refused(Failed failed) implements Prepared {}

        /** @param stages nobody else works on them until it is swapped or discarded */
        record Ready(StagedSnapshot staged, Stages stages, Causes causes) implements Prepared {

            /** As if it had never been. */
            void discard() throws IOException {
                try (stages) {
                    stages.discard();
                }
            }
        }
    }

    /** Newest first. */
    private static SortedSet<String> ids(Depot depot, String component, @Nullable String snapshot, Causes causes) {
        TreeSet<String> ids = new TreeSet<>();
        for (Repository repository : depot.repositories()) {
            try {
                if (snapshot == null) {
                    ids.addAll(repository.snapshots(component));
                } else if (repository.has(component, snapshot)) {
                    ids.add(snapshot);
                }
            } catch (IOException e) {
                causes.add(e);
            }
        }
        return ids.descendingSet();
    }

    /** The first that can be read whole. An older snapshot is no answer to a full disk. */
    private Optional<StagedSnapshot> stage(
            String component,
            Depot depot,
            SortedSet<String> ids,
            RecoveryTarget to,
            Stages stages,
            Tablespaces tablespaces,
            Causes causes)
            throws IOException {
        for (String id : ids) {
            @Nullable IOException failed = null;
            for (Repository repository : depot.repositories()) {
                StagedSnapshot staged;
                try {
                    SnapshotManifest manifest = Snapshots.manifest(repository, component, id);
                    if (!(to instanceof RecoveryTarget.Latest) && !WalRecovery.mayBeBase(manifest, to)) {
                        break;
                    }
                    stages.also(tablespaces.targets(manifest));
                    staged = StagedSnapshot.check(repository, manifest, stages, tablespaces, progress);
                } catch (NotInSnapshotException
                        | TargetNotEmptyException
                        | WrongUsageException
                        | NothingReplacedException e) {
                    throw e;
                } catch (IOException e) {
                    causes.add(e);
                    continue;
                }
                try {
                    staged.write(depot, to);
                    return Optional.of(staged);
                } catch (UnreachableException e) {
                    stages.discard();
                    // Nobody knows when a transaction was: it may be before this snapshot.
                    if (to instanceof RecoveryTarget.Transaction && ids.size() > 1) {
                        causes.add(e);
                        break;
                    }
                    causes.note(e);
                    throw e;
                } catch (IOException e) {
                    causes.add(e);
                    failed = e;
                }
            }
            if (failed instanceof DamagedException && ids.size() > 1) {
                stages.discard();
            } else if (failed != null) {
                causes.removeLast();
                throw stages.failed(failed);
            }
        }
        return Optional.empty();
    }

    private static BackupOutcome swap(StagedSnapshot staged, Stages stages, Causes causes) throws IOException {
        SnapshotManifest manifest = staged.manifest();
        List<String> replaced = new Swap(manifest.id(), staged.reachesOut()).all(stages.targets());
        List<String> details = new ArrayList<>(causes.reasons());
        details.addAll(staged.details());
        List<FileEntry> files = staged.files();
        return new Restored(
                manifest.id(),
                staged.repository().name(),
                files.size(),
                files.stream().mapToLong(FileEntry::size).sum(),
                manifest.startedAt(),
                staged.dataAsOf(),
                replaced,
                String.join("; ", details));
    }

    private static void refuseImage(BackupGroup group) throws IOException {
        if (group.image() != null) {
            throw new WrongUsageException(group.id() + " is the image of a server: only its provider can restore that");
        }
    }

    private static void refuseWithoutWal(BackupGroup group, RecoveryTarget to) throws IOException {
        boolean time = to instanceof RecoveryTarget.Latest || to instanceof RecoveryTarget.Time;
        if (!time && ClusterSource.of(group).isEmpty()) {
            throw new WrongUsageException(
                    "%s is no database: it can be restored to a time, not to %s".formatted(group.id(), to.describe()));
        }
    }
}
