package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.expiry.Expiry;
import io.lifeboat.backup.image.Images;
import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.progress.MeteredStore;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.Holds;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.backup.wal.WalReach;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SystemImage;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The plan's manager of backups: takes a snapshot of a group to every place in one pass, proves snapshots by reading
 * them back, and puts them where they belong. Schedule, topic and command line all come here. Needs no network but the
 * places' own. May be used by many threads.
 */
public final class BackupManager {

    private static final Logger LOG = Logger.getLogger(BackupManager.class);

    private final Map<String, List<ObjectStore>> stores;
    private final Encryption encryption;
    private final Map<String, Host> hosts;
    private final SqlClient sql;
    private final Clock clock;
    private final Duration patience;
    private final Progress progress;
    private final Images images;
    private final SnapshotTaker taker;
    private final Restorer restorer;
    private final Expiry expiry;

    /**
     * @param stores of each group, in the order in which a restore asks them
     * @param encryption of the repositories in them
     * @param sql how the databases are reached of which snapshots are taken
     * @param patience how long one place may take no data before the snapshot goes on without it
     */
    public BackupManager(
            Map<String, List<ObjectStore>> stores,
            Encryption encryption,
            Map<String, Host> hosts,
            SqlClient sql,
            Clock clock,
            Duration patience) {
        this(stores, encryption, hosts, sql, clock, patience, Progress.NONE);
    }

    private BackupManager(
            Map<String, List<ObjectStore>> stores,
            Encryption encryption,
            Map<String, Host> hosts,
            SqlClient sql,
            Clock clock,
            Duration patience,
            Progress progress) {
        this.stores = Map.copyOf(stores);
        this.encryption = encryption;
        this.hosts = hosts;
        this.sql = sql;
        this.clock = clock;
        this.patience = patience;
        this.progress = progress;
        this.images = new Images(hosts, clock);
        Sources sources = new Sources(hosts);
        this.taker = new SnapshotTaker(
                sources,
                new ClusterSource(sources, hosts, sql),
                new ArchiveSource(hosts, sql),
                new DatabaseStamp(hosts, sql),
                images,
                clock,
                patience,
                progress);
        this.restorer = new Restorer(hosts, progress);
        this.expiry = new Expiry(clock, Expiry.GRACE);
    }

    /** The same, and that one is told how far a take, a verify, a restore is. */
    public BackupManager watchedBy(Progress watcher) {
        return new BackupManager(stores, encryption, hosts, sql, clock, patience, watcher);
    }

    /** Makes the repositories that are not there yet. */
    public BackupOutcome take(BackupGroup group) {
        return take(group, null);
    }

    /** @param request by which it is asked for again after a crash: what a provider has begun then is not begun twice */
    public BackupOutcome take(BackupGroup group, @Nullable String request) {
        Instant startedAt = clock.instant();
        return taker.take(group, Depot.openOrCreate(of(group.id()), encryption, startedAt), startedAt, request);
    }

    /**
     * Removes what no rule keeps, in each place that can be reached.
     *
     * @param thorough whether packs are looked for that nothing ever needed
     */
    public List<Expired> expire(BackupGroup group, boolean thorough) {
        SystemImage image = group.image();
        Expiry.Elsewhere elsewhere = image == null ? manifest -> {} : manifest -> images.check(image, manifest);
        List<Expired> all = eachPlace(
                group,
                (repository, twins) -> expiry.run(
                        group,
                        repository,
                        new Expiry.Places(twins, twins.size() == of(group.id()).size(), elsewhere),
                        thorough));
        if (image != null) {
            Depot depot = open(group.id());
            boolean complete = depot.repositories().size() == of(group.id()).size();
            all.add(images.sweep(image, group.id(), depot, complete));
        }
        return all;
    }

    /** What {@link #expire} thinks of each snapshot; nothing is changed. */
    public List<Expired> explain(BackupGroup group) {
        return eachPlace(group, (repository, all) -> expiry.explain(group, repository));
    }

    /** To which instants a database can be restored, by all places that can be asked; nothing for what is no database. */
    public List<WalReach.Window> reach(BackupGroup group) throws IOException {
        return group.cluster().isEmpty()
                ? List.of()
                : WalReach.of(open(group.id()).repositories(), group.id());
    }

    private interface PlaceWork {
        Expired on(Repository repository, List<Repository> all);
    }

    private List<Expired> eachPlace(BackupGroup group, PlaceWork work) {
        Depot depot = open(group.id());
        List<Expired> all = new ArrayList<>();
        depot.failures().forEach((place, e) -> all.add(Expired.failed(place, e)));
        depot.repositories().forEach(one -> all.add(work.on(one, depot.repositories())));
        return all;
    }

    /**
     * Keeps snapshots, in every place that has them, until somebody releases them or it is over.
     *
     * @throws IOException if a place could not be told: it may be removed there
     */
    public void hold(BackupGroup group, Hold hold) throws IOException {
        eachHolds(group, holds -> holds.add(group.id(), hold));
    }

    /** @return whether anybody held it */
    public boolean release(BackupGroup group, @Nullable String snapshot, @Nullable String by) throws IOException {
        List<Boolean> found = new ArrayList<>();
        eachHolds(group, holds -> found.add(holds.release(group.id(), snapshot, by)));
        return found.contains(true);
    }

    private interface HoldWork {
        void on(Holds holds) throws IOException;
    }

    /** All of them are tried. One that does not have the snapshot is no failure where another has it. */
    private void eachHolds(BackupGroup group, HoldWork work) throws IOException {
        Depot depot = open(group.id());
        List<IOException> failures = new ArrayList<>(depot.failures().values());
        List<NoSnapshotException> without = new ArrayList<>();
        for (Repository repository : depot.repositories()) {
            try {
                work.on(new Holds(repository));
            } catch (NoSnapshotException e) {
                without.add(e);
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        if (without.size() == depot.repositories().size()) {
            throw without.isEmpty() ? new NoSnapshotException("no place", group.id()) : without.getFirst();
        }
    }

    /** @param snapshot none for the newest that any place has */
    public BackupOutcome verify(BackupGroup group, @Nullable String snapshot) {
        return verify(group, snapshot, false);
    }

    /**
     * What is wrong with the WAL of a database, in any place; nothing for what is no database. Reads it all.
     *
     * @param snapshot only that which a restore of it needs; none for everything
     */
    public List<IOException> verifyWal(BackupGroup group, @Nullable SnapshotManifest snapshot) {
        return open(group.id()).repositories().stream()
                .flatMap(one -> Verifier.wal(group, one, snapshot).stream())
                .toList();
    }

    /** @param files whether each file is put together and compared too, and not only all that it is stored in */
    public BackupOutcome verify(BackupGroup group, @Nullable String snapshot, boolean files) {
        return new Verifier(images, progress, true).verify(group, open(group.id()), snapshot, files);
    }

    /** The same, for who verifies the WAL by itself. */
    public BackupOutcome verifyWithoutWal(BackupGroup group, String snapshot, boolean files) {
        return new Verifier(images, progress, false).verify(group, open(group.id()), snapshot, files);
    }

    /** Puts the newest that is whole in one place or more, or the named snapshot, where it belongs. */
    public BackupOutcome restore(BackupGroup group, @Nullable String snapshot, boolean over) {
        return restore(group, snapshot, new RecoveryTarget.Latest(), over);
    }

    /** The same, and what is a database is brought to the target by the WAL of the places. */
    public BackupOutcome restore(BackupGroup group, @Nullable String snapshot, RecoveryTarget target, boolean over) {
        return restore(group, RestoreRequest.inPlace(snapshot, target, over));
    }

    /** A system image is its provider's to restore: how, is in the answer, which is a failure. */
    public BackupOutcome restore(BackupGroup group, RestoreRequest request) {
        SystemImage image = group.image();
        if (image != null) {
            return new ImageAnswer(images).restore(group, image, open(group.id()), request);
        }
        return restorer.restore(group, open(group.id()), request);
    }

    /**
     * Every finished snapshot, oldest first, of one place or more.
     *
     * @throws IOException if no place can be asked
     */
    public List<String> snapshots(String group) throws IOException {
        Depot depot = open(group);
        TreeSet<String> all = new TreeSet<>();
        List<IOException> failures = new ArrayList<>(depot.failures().values());
        for (Repository repository : depot.repositories()) {
            try {
                all.addAll(repository.snapshots(group));
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (failures.size() + depot.absent().size() == of(group).size() && !failures.isEmpty()) {
            throw failures.getFirst();
        }
        failures.forEach(e -> LOG.warnf("the list of snapshots may lack some: %s", e.getMessage()));
        return List.copyOf(all);
    }

    /** What is in a snapshot, by the first place that has it. */
    public List<FileEntry> files(BackupGroup group, String snapshot) throws IOException {
        return Contents.files(open(group.id()), group.id(), snapshot);
    }

    /**
     * Writes one file's content, by the first place that can read it whole.
     *
     * @param path {@code HOST:/path}, or the path alone if one host has it
     */
    public void copyFile(BackupGroup group, String snapshot, String path, OutputStream to) throws IOException {
        Contents.copyFile(open(group.id()), group.id(), snapshot, path, to);
    }

    /**
     * Writes a part of one file's content, by the first place that can read it: only what it lies in is fetched.
     *
     * @param offset the first byte
     * @param length at most so many
     */
    public void copyPart(BackupGroup group, String snapshot, String path, long offset, long length, OutputStream to)
            throws IOException {
        Contents.copyPart(open(group.id()), group.id(), snapshot, path, offset, length, to);
    }

    /** The group's places as they are now, to read from. */
    public Depot depot(BackupGroup group) {
        return open(group.id());
    }

    /** The group's places, in the order in which a restore asks them. */
    public List<ObjectStore> stores(BackupGroup group) {
        return of(group.id());
    }

    private Depot open(String group) {
        return Depot.open(MeteredStore.all(of(group), progress), encryption);
    }

    private List<ObjectStore> of(String group) {
        return stores.getOrDefault(group, List.of());
    }
}
