package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterRestore;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.Depot;
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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts a snapshot where its files belong. Every pack of it is read and compared before anything is touched; its files are
 * written beside the target, each compared again, and only then take the target's place; what was there is kept.
 *
 * <p>The places are asked in the catalog's order, and then, if no snapshot was named, for an older one. A crash leaves the
 * target as it was, or replaced: never a part of it. Done again, it begins anew.
 */
final class Restorer {

    private static final Logger LOG = Logger.getLogger(Restorer.class);

    private final Map<String, Host> hosts;

    Restorer(Map<String, Host> hosts) {
        this.hosts = hosts;
    }

    /**
     * @param snapshot none for the newest that is whole somewhere
     * @param to how far what is a database is brought
     * @param over whether what is there may be replaced; else the restore is refused if anything is there
     */
    BackupOutcome restore(BackupGroup group, Depot depot, @Nullable String snapshot, RecoveryTarget to, boolean over) {
        return swap(group, snapshot, prepare(group, depot, snapshot, to, over));
    }

    /** The same, up to where nothing is replaced yet. */
    Prepared prepare(BackupGroup group, Depot depot, @Nullable String snapshot, RecoveryTarget to, boolean over) {
        Causes causes = new Causes();
        try {
            refuseWithoutWal(group, to);
            List<Target> targets = targets(group);
            for (Target target : targets) {
                target.check(over);
            }
            depot.failures().values().forEach(causes::add);
            SortedSet<String> ids =
                    snapshot == null ? ids(depot, group.id(), causes) : new TreeSet<>(List.of(snapshot));
            Optional<Staged> staged = stage(group.id(), depot, ids, to, targets, causes);
            if (staged.isEmpty()) {
                if (causes.isEmpty()) {
                    causes.note(Cause.NOTHING_FOUND);
                }
                causes.addFirst("no place has a whole snapshot of " + group.id()
                        + (to instanceof RecoveryTarget.Latest ? "" : " from before " + to.describe()));
                return new Prepared.Refused(new Failed(snapshot, causes.text(), List.of(), causes.cause()));
            }
            return new Prepared.Ready(staged.get(), targets, causes);
        } catch (IOException e) {
            return new Prepared.Refused(failed(snapshot, causes, e));
        }
    }

    /** The prepared takes its place. */
    static BackupOutcome swap(BackupGroup group, @Nullable String snapshot, Prepared prepared) {
        return switch (prepared) {
            case Prepared.Refused refused -> refused.failed();
            case Prepared.Ready ready -> {
                try {
                    ready.causes().reasons().forEach(reason -> LOG.warnf("restore of %s: %s", group.id(), reason));
                    yield swap(ready.staged(), ready.targets(), ready.causes());
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

    /** How far a restore has come before anything is replaced. */
    sealed interface Prepared {

        record Refused(Failed failed) implements Prepared {}

        record Ready(Staged staged, List<Target> targets, Causes causes) implements Prepared {

            /** As if it had never been. */
            void discard() throws IOException {
                for (Target target : targets) {
                    target.clearStage();
                }
            }
        }
    }

    /** A snapshot that lies beside its targets, whole. */
    record Staged(Repository repository, SnapshotManifest manifest, Instant dataAsOf, List<String> details) {}

    private static SortedSet<String> ids(Depot depot, String component, Causes causes) {
        TreeSet<String> ids = new TreeSet<>();
        for (Repository repository : depot.repositories()) {
            try {
                ids.addAll(repository.snapshots(component));
            } catch (IOException e) {
                causes.add(e);
            }
        }
        return ids.descendingSet();
    }

    /** The first that can be read whole. An older snapshot is no answer to a full disk. */
    private static Optional<Staged> stage(
            String component,
            Depot depot,
            SortedSet<String> ids,
            RecoveryTarget to,
            List<Target> targets,
            Causes causes)
            throws IOException {
        for (String id : ids) {
            @Nullable IOException failed = null;
            for (Repository repository : depot.repositories()) {
                SnapshotManifest manifest;
                try {
                    if (!(to instanceof RecoveryTarget.Latest)
                            && !WalRecovery.mayBeBase(repository.manifest(component, id), to)) {
                        break;
                    }
                    manifest = Snapshots.check(repository, component, id);
                } catch (IOException e) {
                    causes.add(e);
                    continue;
                }
                try {
                    return Optional.of(write(repository, depot, manifest, to, targets));
                } catch (UnreachableException e) {
                    causes.add(e);
                    // Nobody knows when a transaction was: it may be before this snapshot.
                    if (to instanceof RecoveryTarget.Transaction && ids.size() > 1) {
                        break;
                    }
                    causes.removeLast();
                    throw e;
                } catch (IOException e) {
                    causes.add(e);
                    failed = e;
                }
            }
            if (failed != null && !(failed instanceof DamagedException && ids.size() > 1)) {
                causes.removeLast();
                throw new NothingReplacedException(failed);
            }
        }
        return Optional.empty();
    }

    private static Staged write(
            Repository repository, Depot depot, SnapshotManifest manifest, RecoveryTarget to, List<Target> targets)
            throws IOException {
        List<String> details = new ArrayList<>();
        List<Instant> asOf = new ArrayList<>();
        try {
            for (Target target : targets) {
                target.clearStage();
                new Staging(repository, manifest).write(target.host(), target.path(), target.stage());
                if (target.database()) {
                    ClusterRestore.Reach reach =
                            ClusterRestore.prepare(target.stage(), target.here(), manifest.facts());
                    Optional<WalRecovery.Reached> reached =
                            new WalRecovery(nearest(repository, depot)).prepare(manifest, to, target.stage());
                    if (reached.isEmpty() || to instanceof RecoveryTarget.Latest) {
                        details.add(reach.words());
                        asOf.add(latest(manifest.startedAt(), reach.writtenAt()));
                    }
                    if (reached.isPresent()) {
                        details.add(reached.get().words());
                        asOf.clear();
                        asOf.add(latest(manifest.startedAt(), reached.get().asOf()));
                    }
                } else {
                    asOf.add(manifest.startedAt());
                }
                Ownership.like(target.here(), target.stage());
            }
            return new Staged(
                    repository, manifest, asOf.stream().min(Instant::compareTo).orElse(manifest.startedAt()), details);
        } catch (IOException e) {
            for (Target target : targets) {
                target.clearStage();
            }
            throw e;
        }
    }

    private static BackupOutcome swap(Staged staged, List<Target> targets, Causes causes) throws IOException {
        SnapshotManifest manifest = staged.manifest();
        List<String> replaced = new ArrayList<>();
        for (Target target : targets) {
            try {
                target.swap(manifest.id()).ifPresent(replaced::add);
            } catch (IOException e) {
                throw new IOException(
                        "%s was not replaced: %s; replaced already: %s".formatted(target.describe(), e, replaced), e);
            }
        }
        List<String> details = new ArrayList<>(causes.reasons());
        details.addAll(staged.details());
        return new Restored(
                manifest.id(),
                staged.repository().name(),
                manifest.fileCount(),
                manifest.bytes(),
                manifest.startedAt(),
                staged.dataAsOf(),
                replaced,
                String.join("; ", details));
    }

    private static void refuseWithoutWal(BackupGroup group, RecoveryTarget to) throws IOException {
        boolean time = to instanceof RecoveryTarget.Latest || to instanceof RecoveryTarget.Time;
        if (!time && ClusterSource.of(group).isEmpty()) {
            throw new SourceException(
                    "%s is no database: it can be restored to a time, not to %s".formatted(group.id(), to.describe()));
        }
    }

    /** That which has the snapshot, and then the others: none need have all of the WAL. */
    private static List<Repository> nearest(Repository first, Depot depot) {
        List<Repository> all = new ArrayList<>(depot.repositories());
        all.remove(first);
        all.addFirst(first);
        return all;
    }

    private static Instant latest(Instant snapshot, @Nullable Instant wal) {
        return wal == null || wal.isBefore(snapshot) ? snapshot : wal;
    }

    private List<Target> targets(BackupGroup group) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (BackupGroup.Source source : group.sources()) {
            Host host = hosts.get(source.host());
            if (host == null) {
                throw new SourceException(source.host() + ": the catalog has no such host");
            }
            String path = source.path().replaceFirst("(?<=.)/+$", "");
            Path here = host.resolve(path);
            if (Files.isSymbolicLink(here)) {
                throw new IOException(
                        "%s:%s is a link: name in the catalog what it leads to".formatted(host.id(), path));
            }
            if (!Files.exists(here.resolveSibling(""), LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("%s has no folder for %s (here: %s)".formatted(host.id(), path, here));
            }
            targets.add(new Target(host.id(), path, here, source.isCluster()));
        }
        return targets;
    }
}
