package io.lifeboat.backup.expiry;

import io.lifeboat.backup.repository.Intents;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.Tombstone;
import io.lifeboat.backup.repository.Tombstones;
import io.lifeboat.backup.wal.WalFloors;
import io.lifeboat.backup.wal.WalLeftovers;
import io.lifeboat.catalog.BackupGroup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The WAL of a database goes as its snapshots do: what none that stays needs is marked, and after the grace judged again. */
final class WalExpiry {

    /** In one tombstone; what is more is marked by the next run. */
    private static final int MOST = 5_000;

    private final Repository repository;
    private final BackupGroup group;

    WalExpiry(Repository repository, BackupGroup group) {
        this.repository = repository;
        this.group = group;
    }

    static boolean concerns(BackupGroup group) {
        return group.cluster().isPresent();
    }

    /** @param staying ids of the group's snapshots: the WAL of what goes goes with it */
    List<WalVerdict> verdicts(Collection<String> staying, List<Tombstones.Seen> open, Duration grace)
            throws IOException {
        WalFloors floors = new WalFloors();
        for (String id : staying) {
            floors.add(repository.manifest(group.id(), id));
        }
        List<WalVerdict> verdicts = new ArrayList<>();
        for (WalLeftovers over : WalLeftovers.of(repository, floors)) {
            verdicts.add(new WalVerdict(over, goesAt(over, open, grace)));
        }
        return verdicts;
    }

    void mark(List<WalVerdict> verdicts, List<Tombstones.Seen> open, Instant now) throws IOException {
        Set<String> marked = new HashSet<>();
        open.forEach(seen -> marked.addAll(seen.tombstone().wal()));
        List<String> over = verdicts.stream()
                .flatMap(verdict -> verdict.over().keys().stream())
                .filter(key -> !marked.contains(key))
                .limit(MOST)
                .toList();
        if (!over.isEmpty()) {
            new Tombstones(repository).createForWal(group.id(), over, now);
        }
    }

    /**
     * @param ripe tombstones
     * @param staying every snapshot in the repository that stays, and those of its twins
     * @return how many objects went
     */
    int sweep(Intents.Held me, List<Tombstones.Seen> ripe, Collection<SnapshotManifest> staying) throws IOException {
        Set<String> marked = new HashSet<>();
        ripe.stream().map(Tombstones.Seen::tombstone).map(Tombstone::wal).forEach(marked::addAll);
        if (marked.isEmpty()) {
            return 0;
        }
        WalFloors floors = new WalFloors();
        staying.forEach(floors::add);
        int removed = 0;
        for (WalLeftovers over : WalLeftovers.of(repository, floors)) {
            for (String key : over.keys()) {
                if (marked.contains(key)) {
                    me.confirm();
                    repository.store().delete(key);
                    removed++;
                }
            }
        }
        return removed;
    }

    private static @Nullable Instant goesAt(WalLeftovers over, List<Tombstones.Seen> open, Duration grace) {
        Set<String> keys = Set.copyOf(over.keys());
        return open.stream()
                .map(Tombstones.Seen::tombstone)
                .filter(one -> one.wal().stream().anyMatch(keys::contains))
                .map(one -> one.at().plus(grace))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
