package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterBackup;
import io.lifeboat.backup.image.Images;
import io.lifeboat.backup.image.TakenImage;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.CatchUp;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.PackLane;
import io.lifeboat.backup.repository.ParentChoice;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.SnapshotWriter;
import io.lifeboat.backup.repository.WriteIntents;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.SystemImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes a snapshot to every place in one pass. Its files are read and encoded once; what has not changed since the newest
 * whole snapshot is not stored again. Each place commits by itself, when every pack that the snapshot needs is there.
 */
final class SnapshotTaker {

    private static final int THREADS = 2;

    private final Sources sources;
    private final ClusterSource clusters;
    private final ArchiveSource archives;
    private final DatabaseStamp stamp;
    private final Images images;
    private final Clock clock;
    private final Duration patience;
    private final Progress progress;

    SnapshotTaker(
            Sources sources,
            ClusterSource clusters,
            ArchiveSource archives,
            DatabaseStamp stamp,
            Images images,
            Clock clock,
            Duration patience,
            Progress progress) {
        this.sources = sources;
        this.clusters = clusters;
        this.archives = archives;
        this.stamp = stamp;
        this.images = images;
        this.clock = clock;
        this.patience = patience;
        this.progress = progress;
    }

    /** @param request by which it is asked for again after a crash; none if nobody will */
    BackupOutcome take(BackupGroup group, Depot depot, Instant startedAt, @Nullable String request) {
        String id = SnapshotId.create(startedAt);
        Causes causes = new Causes();
        depot.failures().values().forEach(causes::add);
        if (depot.repositories().isEmpty()) {
            return new Failed(id, causes.text(), List.of(), causes.cause());
        }
        SystemImage server = group.image();
        if (server == null) {
            return take(group, depot, id, startedAt, null, causes);
        }
        TakenImage image;
        try {
            // Before anything is begun in the places: it takes long, and holds nobody up there.
            image = images.take(server, group.id(), id, request, depot, progress);
        } catch (IOException | RuntimeException e) {
            return failed(id, causes, e);
        }
        return take(group, depot, image.snapshot(), image.startedAt(), image, causes);
    }

    private static Failed failed(String id, Causes causes, Exception e) {
        causes.note(e);
        causes.addFirst(String.valueOf(e.getMessage()));
        return new Failed(id, causes.text(), List.of(), causes.cause());
    }

    private BackupOutcome take(
            BackupGroup group, Depot depot, String id, Instant startedAt, @Nullable TakenImage image, Causes causes) {
        Map<Repository, PackLane> lanes = new LinkedHashMap<>();
        depot.repositories().forEach(one -> lanes.put(one, new PackLane(one, patience)));
        Optional<BackupGroup.Source> cluster = ClusterSource.of(group);
        try (WriteIntents intents = new WriteIntents("snapshot " + id + " of " + group.id(), clock);
                ClusterHold hold = new ClusterHold(cluster.isEmpty() ? null : clusters.begin(cluster.get(), id))) {
            lanes.values().forEach(lane -> begin(intents, lane));
            // A crash may have come after the first place had it.
            Optional<SnapshotManifest> recorded = image == null ? Optional.empty() : recorded(group, id, depot);
            SnapshotManifest manifest = recorded.isPresent()
                    ? recorded.get()
                    : write(group, id, startedAt, depot.repositories(), lanes, hold.backup(), image);
            commit(group, manifest, lanes, intents);
            BackupOutcome outcome = outcome(manifest, lanes, causes);
            if (outcome instanceof Taken) {
                hold.moveOn();
            }
            return outcome;
        } catch (IOException e) {
            failures(lanes, causes);
            return failed(id, causes, e);
        } finally {
            lanes.values().forEach(PackLane::close);
        }
    }

    private static Optional<SnapshotManifest> recorded(BackupGroup group, String id, Depot depot) throws IOException {
        for (Repository repository : depot.repositories()) {
            if (repository.has(group.id(), id)) {
                return Optional.of(repository.manifest(group.id(), id));
            }
        }
        return Optional.empty();
    }

    private SnapshotManifest write(
            BackupGroup group,
            String id,
            Instant startedAt,
            List<Repository> repositories,
            Map<Repository, PackLane> lanes,
            @Nullable ClusterBackup backup,
            @Nullable TakenImage image)
            throws IOException {
        ParentChoice parent =
                ParentChoice.newest(repositories, group.id(), THREADS).orElse(null);
        try (SnapshotWriter writer = new SnapshotWriter(
                repositories.getFirst().cipher(),
                List.copyOf(lanes.values()),
                parent == null ? null : parent.repository(),
                parent == null ? null : parent.manifest(),
                THREADS)) {
            progress.begin("reading", parent == null ? 0 : parent.manifest().bytes());
            FileCollector files = new FileCollector(writer, startedAt, progress);
            Map<String, String> facts = Map.of();
            if (image != null) {
                files.addStream(image.host(), TakenImage.FILE, image::writeTo);
                facts = image.facts();
            } else if (backup == null) {
                sources.walk(group, files::add);
                archives.read(group, files);
                facts = stamp.facts(group);
            } else {
                facts = clusters.read(group, ClusterSource.of(group).orElseThrow(), backup, files);
            }
            SnapshotManifest manifest = writer.finish(group.id(), id, startedAt, clock.instant(), facts);
            if (manifest.fileCount() == 0) {
                throw new SourceException(
                        "there is not a single file in %s: is it mounted here?".formatted(describe(group)));
            }
            return manifest;
        }
    }

    private static void begin(WriteIntents intents, PackLane lane) {
        try {
            intents.begin(lane.repository());
        } catch (IOException | RuntimeException e) {
            lane.fail(String.valueOf(e.getMessage()));
        }
    }

    /** The places side by side; what fails in one fails there alone. */
    private void commit(
            BackupGroup group, SnapshotManifest manifest, Map<Repository, PackLane> lanes, WriteIntents intents)
            throws IOException {
        CatchUp catchUp = new CatchUp(List.copyOf(lanes.keySet()));
        List<Thread> threads = lanes.values().stream()
                .filter(lane -> lane.failure() == null)
                .map(lane -> Thread.ofVirtual().start(() -> commit(group, manifest, lane, catchUp, intents)))
                .toList();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the snapshot was committed");
        }
    }

    private void commit(
            BackupGroup group, SnapshotManifest manifest, PackLane lane, CatchUp catchUp, WriteIntents intents) {
        Repository repository = lane.repository();
        try {
            Set<String> own = new TreeSet<>(repository.snapshots(manifest.component()));
            if (!own.contains(manifest.id())) {
                catchUp.commit(repository, manifest, intents);
            }
            SnapshotLock.lock(repository, group, manifest, clock.instant());
            catchUp.fetchMissed(repository, manifest.component(), own, manifest.id(), intents);
        } catch (IOException | RuntimeException e) {
            lane.fail(String.valueOf(e.getMessage()));
        }
    }

    private static BackupOutcome outcome(SnapshotManifest manifest, Map<Repository, PackLane> lanes, Causes causes)
            throws IOException {
        failures(lanes, causes);
        List<String> places = lanes.values().stream()
                .filter(lane -> lane.failure() == null)
                .map(lane -> lane.repository().name())
                .toList();
        return causes.isEmpty()
                ? new Taken(
                        manifest.id(),
                        manifest.fileCount(),
                        manifest.bytes(),
                        manifest.addedBytes(),
                        manifest.sha256(),
                        places,
                        manifest.startedAt())
                : new Failed(manifest.id(), causes.text(), places, causes.cause());
    }

    private static void failures(Map<Repository, PackLane> lanes, Causes causes) {
        lanes.values().forEach(lane -> {
            String failure = lane.failure();
            if (failure != null) {
                causes.add(new IOException(failure));
            }
        });
    }

    private static String describe(BackupGroup group) {
        return group.sources().stream()
                .map(source -> source.host() + ":" + source.path())
                .toList()
                .toString();
    }
}
