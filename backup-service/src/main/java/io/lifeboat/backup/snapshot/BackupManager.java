package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterBackup;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotStore;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The plan's manager of backups: takes a snapshot of a group to every place in one pass, proves snapshots by reading
 * them back, and puts them where they belong. Schedule, topic and command line all come here. Needs no network but the
 * places' own. May be used by many threads.
 */
public final class BackupManager {

    private static final Logger LOG = Logger.getLogger(BackupManager.class);

    /** Nobody writes on one snapshot for so long: what is unfinished after it is what a crash has left. */
    private static final Duration UNFINISHED_FOR = Duration.ofDays(1);

    private final Map<String, List<SnapshotStore>> stores;
    private final Sources sources;
    private final ClusterSource clusters;
    private final Restorer restorer;
    private final Clock clock;
    private final Duration patience;

    /**
     * @param stores of each group, in the order in which a restore asks them
     * @param sql how the databases are reached of which snapshots are taken
     * @param patience how long one place may take no data before the snapshot goes on without it
     */
    public BackupManager(
            Map<String, List<SnapshotStore>> stores,
            Map<String, Host> hosts,
            SqlClient sql,
            Clock clock,
            Duration patience) {
        this.stores = Map.copyOf(stores);
        this.sources = new Sources(hosts);
        this.clusters = new ClusterSource(sources, hosts, sql);
        this.restorer = new Restorer(hosts);
        this.clock = clock;
        this.patience = patience;
    }

    public BackupOutcome take(BackupGroup group) {
        Instant startedAt = clock.instant();
        String snapshot = SnapshotId.create(startedAt);
        List<Lane> lanes = of(group.id()).stream()
                .map(store -> new Lane(store, group.id(), snapshot, patience))
                .toList();
        Optional<BackupGroup.Source> cluster = ClusterSource.of(group);
        try (ClusterHold hold = new ClusterHold(cluster.isEmpty() ? null : clusters.begin(cluster.get(), snapshot))) {
            Manifest manifest = write(group, snapshot, startedAt, lanes, hold.backup());
            byte[] encoded = ManifestCodec.encode(manifest);
            prove(lanes, manifest, encoded);
            BackupOutcome outcome = outcome(manifest, startedAt, lanes);
            if (outcome instanceof Taken) {
                hold.moveOn();
            }
            return outcome;
        } catch (IOException e) {
            List<String> reasons = failures(lanes);
            reasons.addFirst(String.valueOf(e.getMessage()));
            return new Failed(snapshot, String.join("; ", reasons), List.of());
        } finally {
            lanes.forEach(Lane::close);
            sweep(group.id(), startedAt);
        }
    }

    /** @param snapshot none for the newest that any place has */
    public BackupOutcome verify(BackupGroup group, @Nullable String snapshot) {
        List<String> reasons = new ArrayList<>();
        String id = snapshot == null ? newest(group.id(), reasons) : snapshot;
        if (id == null) {
            reasons.addFirst("there is no snapshot of " + group.id());
            return new Failed(null, String.join("; ", reasons), List.of());
        }
        List<String> whole = new ArrayList<>();
        int files = 0;
        for (SnapshotStore store : of(group.id())) {
            try {
                files = SnapshotCheck.check(store, group.id(), id).files();
                whole.add(store.place());
            } catch (IOException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        return reasons.isEmpty() ? new Verified(id, files, whole) : new Failed(id, String.join("; ", reasons), whole);
    }

    /**
     * Puts a snapshot in its place.
     *
     * @param snapshot none for the newest that is whole in one place or more
     * @param over whether what is there may be replaced; it is kept beside it
     */
    public BackupOutcome restore(BackupGroup group, @Nullable String snapshot, boolean over) {
        return restorer.restore(group, of(group.id()), snapshot, over);
    }

    /** Every finished snapshot, oldest first, of one place or more. */
    public List<String> snapshots(String group) throws IOException {
        TreeSet<String> all = new TreeSet<>();
        for (SnapshotStore store : of(group)) {
            all.addAll(store.snapshots(group));
        }
        return List.copyOf(all);
    }

    private List<SnapshotStore> of(String group) {
        return stores.getOrDefault(group, List.of());
    }

    private Manifest write(
            BackupGroup group, String snapshot, Instant startedAt, List<Lane> lanes, @Nullable ClusterBackup backup)
            throws IOException {
        Path draft = Files.createTempFile("lifeboat-backup-", ".draft");
        try {
            ArchiveWriter archive = new ArchiveWriter(new Tee(lanes), new StableReader(draft));
            Map<String, String> facts = Map.of();
            if (backup == null) {
                sources.walk(group, archive::add);
            } else {
                facts = clusters.read(group, ClusterSource.of(group).orElseThrow(), backup, archive);
            }
            archive.close();
            return new Manifest(
                    Manifest.FORMAT,
                    group.id(),
                    snapshot,
                    startedAt,
                    archive.sha256(),
                    archive.storedBytes(),
                    archive.entries(),
                    facts,
                    "");
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Read back before the commit, so that a snapshot which can't be read never comes to exist; the places side by side. */
    private static void prove(List<Lane> lanes, Manifest manifest, byte[] encoded) throws IOException {
        List<Thread> threads = lanes.stream()
                .filter(lane -> lane.failure() == null)
                .map(lane -> Thread.ofVirtual().start(() -> prove(lane, manifest, encoded)))
                .toList();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the snapshot was read back", e);
        }
    }

    private static void prove(Lane lane, Manifest manifest, byte[] encoded) {
        SnapshotStore store = lane.store();
        try {
            SnapshotCheck.checkBody(store, manifest);
            lane.commit(encoded);
            byte[] stored =
                    store.manifest(manifest.group(), manifest.snapshot()).orElseThrow();
            if (!Objects.deepEquals(stored, encoded)) {
                throw new IOException(store.place() + ": manifest.json is not what was written");
            }
        } catch (IOException | RuntimeException e) {
            lane.fail(String.valueOf(e.getMessage()));
        }
    }

    private static BackupOutcome outcome(Manifest manifest, Instant startedAt, List<Lane> lanes) {
        List<String> places = lanes.stream()
                .filter(lane -> lane.failure() == null)
                .map(lane -> lane.store().place())
                .toList();
        List<String> reasons = failures(lanes);
        return reasons.isEmpty()
                ? new Taken(
                        manifest.snapshot(),
                        manifest.files(),
                        manifest.bytes(),
                        manifest.storedBytes(),
                        manifest.sha256(),
                        places,
                        startedAt)
                : new Failed(manifest.snapshot(), String.join("; ", reasons), places);
    }

    private static List<String> failures(List<Lane> lanes) {
        return new ArrayList<>(
                lanes.stream().map(Lane::failure).flatMap(Stream::ofNullable).toList());
    }

    private @Nullable String newest(String group, List<String> reasons) {
        TreeSet<String> all = new TreeSet<>();
        for (SnapshotStore store : of(group)) {
            try {
                all.addAll(store.snapshots(group));
            } catch (IOException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        return all.isEmpty() ? null : all.last();
    }

    private void sweep(String group, Instant now) {
        for (SnapshotStore store : of(group)) {
            try {
                List<String> swept = store.sweep(group, SnapshotId.earliest(now.minus(UNFINISHED_FOR)));
                if (!swept.isEmpty()) {
                    LOG.infof("%s: removed what was left of the unfinished %s", store.place(), swept);
                }
            } catch (IOException e) {
                LOG.warnf("unfinished snapshots stay: %s", e.getMessage());
            }
        }
    }
}
