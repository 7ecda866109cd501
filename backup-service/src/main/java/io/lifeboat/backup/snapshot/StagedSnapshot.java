package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterRestore;
import io.lifeboat.backup.database.TablespaceRestore;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.NeededPacks;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.backup.wal.WalRecovery;
import io.lifeboat.backup.wal.WalTablespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A snapshot of one place that is put together beside its targets. */
final class StagedSnapshot {

    private final Repository repository;
    private final SnapshotManifest manifest;
    private final Stages stages;
    private final Tablespaces tablespaces;
    private final Progress progress;
    private final Map<Target, Staging> work = new LinkedHashMap<>();
    private final List<String> details = new ArrayList<>();
    private final List<Instant> asOf = new ArrayList<>();
    private boolean reachesOut;

    private StagedSnapshot(
            Repository repository,
            SnapshotManifest manifest,
            Stages stages,
            Tablespaces tablespaces,
            Progress progress) {
        this.repository = repository;
        this.manifest = manifest;
        this.stages = stages;
        this.tablespaces = tablespaces;
        this.progress = progress;
    }

    /** Reads and compares every pack that is needed yet. Nothing is written, and nothing removed. */
    static StagedSnapshot check(
            Repository repository, SnapshotManifest manifest, Stages stages, Tablespaces tablespaces, Progress progress)
            throws IOException {
        StagedSnapshot staged = new StagedSnapshot(repository, manifest, stages, tablespaces, progress);
        List<Target.Part> apart = stages.targets().stream()
                .filter(Target::tablespace)
                .flatMap(target -> target.parts().stream())
                .toList();
        List<FileEntry> missing = new ArrayList<>();
        for (Target target : stages.targets()) {
            Staging staging = new Staging(repository, manifest, target, target.database() ? apart : List.of());
            if (stages.of(target).isOf(Stage.What.of(manifest, target))) {
                staging.look();
            }
            missing.addAll(staging.missing());
            staged.work.put(target, staging);
        }
        Snapshots.checkFor(repository, manifest, missing, progress);
        return staged;
    }

    /** All of it is on disk when this returns, ready to take the targets' places. */
    void write(Depot depot, RecoveryTarget to) throws IOException {
        List<Target> made = new ArrayList<>();
        for (Map.Entry<Target, Staging> one : work.entrySet()) {
            Target target = one.getKey();
            Staging staging = one.getValue();
            stages.of(target).begin(Stage.What.of(manifest, target)).ifPresent(details::add);
            if (staging.bytesThere() > 0) {
                details.add("went on from %d of %d files, %d bytes, which an interrupted restore had left"
                        .formatted(
                                staging.files().size() - staging.missing().size(),
                                staging.files().size(),
                                staging.bytesThere()));
            }
            progress.begin(
                    "writing " + target.name(),
                    NeededPacks.storedBytes(manifest, NeededPacks.of(manifest, staging.missing())));
            staging.write();
            if (target.database()) {
                prepare(target, depot, to);
                made.addAll(made(target, to));
            } else if (!target.tablespace()) {
                asOf.add(manifest.startedAt());
            }
            Ownership.like(target.likeWhat(), target.stage());
        }
        for (Target target : made) {
            empty(target);
        }
    }

    /** The replaced cluster has that WAL, too. */
    private List<Target> made(Target data, RecoveryTarget to) throws IOException {
        List<WalTablespaces.Made> found = WalTablespaces.of(manifest, to, data.stage());
        List<Target> targets = tablespaces.made(manifest, found, data.stage());
        reachesOut = !found.isEmpty();
        if (reachesOut && Files.exists(data.replaced().resolve("global/pg_control"))) {
            details.add(
                    "no server starts on the replaced data folder, because its WAL may make a tablespace at %s again and write to what is restored there: its PG_VERSION is now %s"
                            .formatted(
                                    found.stream()
                                            .map(WalTablespaces.Made::location)
                                            .distinct()
                                            .toList(),
                                    Swap.BLOCKED));
        }
        return targets;
    }

    /** Whether the WAL makes tablespaces outside the data folder. */
    boolean reachesOut() {
        return reachesOut;
    }

    /** What the recovery will fill: what lies there now would be mixed with it. */
    private void empty(Target target) throws IOException {
        stages.add(target);
        stages.of(target).discard();
        stages.of(target).begin(Stage.What.of(manifest, target)).ifPresent(details::add);
        Files.createDirectory(
                target.stage(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Ownership.like(target.likeWhat(), target.stage());
    }

    private void prepare(Target target, Depot depot, RecoveryTarget to) throws IOException {
        TablespaceRestore.prepare(target.stage(), manifest.facts(), !tablespaces.inPlace());
        ClusterRestore.Reach reach = ClusterRestore.prepare(target.stage(), target.replaced(), manifest.facts());
        Optional<WalRecovery.Reached> reached = new WalRecovery(nearest(depot)).prepare(manifest, to, target.stage());
        if (reached.isEmpty() || to instanceof RecoveryTarget.Latest) {
            details.add(reach.words());
            asOf.add(latest(manifest.startedAt(), reach.writtenAt()));
        }
        if (reached.isPresent()) {
            details.add(reached.get().words());
            asOf.clear();
            asOf.add(latest(manifest.startedAt(), reached.get().asOf()));
        }
    }

    Repository repository() {
        return repository;
    }

    SnapshotManifest manifest() {
        return manifest;
    }

    List<String> details() {
        return List.copyOf(details);
    }

    List<FileEntry> files() {
        return work.values().stream()
                .flatMap(staging -> staging.files().stream())
                .toList();
    }

    Instant dataAsOf() {
        return asOf.stream().min(Instant::compareTo).orElse(manifest.startedAt());
    }

    /** That which has the snapshot, and then the others: none need have all of the WAL. */
    private List<Repository> nearest(Depot depot) {
        List<Repository> all = new ArrayList<>(depot.repositories());
        all.remove(repository);
        all.addFirst(repository);
        return all;
    }

    private static Instant latest(Instant snapshot, @Nullable Instant wal) {
        return wal == null || wal.isBefore(snapshot) ? snapshot : wal;
    }
}
