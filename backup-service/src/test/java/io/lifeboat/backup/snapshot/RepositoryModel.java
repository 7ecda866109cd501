package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.Extent;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.FrameReader;
import io.lifeboat.backup.repository.ReadableTombstones;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.Tombstone;
import io.lifeboat.backup.store.MemoryObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one place must hold, as simply as it can be said: the files of each snapshot that was ever seen there, what has
 * rotted, and what may go.
 */
final class RepositoryModel {

    /** The catalog's rules in the model's group. */
    static final int LAST = 2;

    static final int HOURLY = 3;
    static final int DAILY = 2;

    final MemoryObjectStore store;
    private final Clock clock;
    private final Encryption encryption;
    private final Map<String, Set<String>> files;
    private final Map<String, byte[]> rotten = new HashMap<>();
    private final TreeMap<String, List<String>> objects = new TreeMap<>();
    private final Map<String, Instant> markedByClock = new HashMap<>();
    private final Map<String, Instant> markedByStore = new HashMap<>();
    private final Map<String, Map<String, byte[]>> proved = new HashMap<>();
    private Map<String, byte[]> seen = Map.of();

    /**
     * @param clock the store's own
     * @param files of each snapshot, as {@code path hash}
     */
    RepositoryModel(MemoryObjectStore store, Clock clock, Encryption encryption, Map<String, Set<String>> files) {
        this.store = store;
        this.clock = clock;
        this.encryption = encryption;
        this.files = files;
    }

    void rot(String key, byte[] bytes) {
        rotten.put(key, bytes);
        store.spoil(key, bytes);
    }

    boolean isRotten() {
        forgetMended(store.content());
        return !rotten.isEmpty();
    }

    Set<String> snapshots() {
        return Set.copyOf(objects.keySet());
    }

    /** Whether a snapshot that is known to be here can be had: also when somebody is just mending what was rotten. */
    boolean isWhole(String id) {
        forgetMended(store.content());
        return isReadable(id) && rotten.keySet().stream().noneMatch(key -> key.startsWith("repo"));
    }

    private boolean isReadable(String id) {
        return canBeOpened()
                && objects.containsKey(id)
                && objects.get(id).stream().noneMatch(rotten::containsKey);
    }

    /** Ids of snapshots of which somebody holds, or held, one. */
    List<String> held() {
        return store.keys().stream()
                .filter(key -> key.startsWith("holds/"))
                .map(key -> id(key).replace(".json", ""))
                .toList();
    }

    /** What nobody can heal: it was the last place that had them. */
    List<String> withRottenManifest() {
        isRotten();
        return rotten.keySet().stream()
                .filter(key -> key.startsWith("manifests/"))
                .map(RepositoryModel::id)
                .toList();
    }

    private static String id(String key) {
        return key.substring(key.lastIndexOf('/') + 1).replace(".json.zst", "");
    }

    /** One copy of {@code repo.json} is enough. */
    private boolean canBeOpened() {
        return rotten.keySet().stream().noneMatch(key -> key.startsWith("keys/"))
                && rotten.keySet().stream()
                                .filter(key -> key.startsWith("repo"))
                                .count()
                        < 2;
    }

    /**
     * Compares what is there with what must be.
     *
     * @param held ids that somebody holds
     * @param mayExpire whether anything may have been removed since the last time
     */
    void check(String what, Set<String> held, boolean mayExpire, Instant now) throws IOException {
        Instant storeNow = clock.instant();
        Map<String, byte[]> content = store.content();
        forgetMended(content);
        TreeSet<String> there = new TreeSet<>();
        content.keySet().stream()
                .filter(key -> key.startsWith("manifests/"))
                .map(RepositoryModel::id)
                .forEach(there::add);
        for (String id : new TreeSet<>(objects.keySet())) {
            boolean isRotten = rotten.containsKey(manifest(id));
            if (there.contains(id) || (isRotten && !(mayExpire && markedByClock.containsKey(id)))) {
                // What is rotten may be missing while somebody puts it back.
                continue;
            }
            assertThatItMayGo(what, id, there, held, mayExpire, now, storeNow);
            objects.remove(id);
            proved.remove(id);
            rotten.remove(manifest(id));
        }
        if (canBeOpened() && content.containsKey("repo.json") && !isSame(content, seen)) {
            Repository repository = Repository.open(store, encryption).orElseThrow();
            for (String id : there) {
                read(what, repository, id, content);
            }
            note(repository, now, storeNow);
        }
        seen = content;
    }

    /** The very arrays, which nobody changes. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Map<String, byte[]> now, Map<String, byte[]> before) {
        return now.keySet().equals(before.keySet())
                && now.keySet().stream().allMatch(key -> now.get(key) == before.get(key));
    }

    /** As above. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isIn(Map<String, byte[]> all, Map<String, byte[]> some) {
        return some.keySet().stream().allMatch(key -> some.get(key) == all.get(key));
    }

    private void forgetMended(Map<String, byte[]> content) {
        // Whoever has written there anew is believed only after it was read.
        rotten.entrySet().removeIf(one -> {
            byte[] now = content.get(one.getKey());
            return now != null && !Arrays.equals(now, one.getValue());
        });
        // What was removed for good is not rotten any more; but of keys and manifests it is missed.
        rotten.keySet()
                .removeIf(key -> !content.containsKey(key)
                        && objects.values().stream().noneMatch(of -> of.contains(key))
                        && !key.startsWith("keys/")
                        && !key.startsWith("repo"));
    }

    private void read(String what, Repository repository, String id, Map<String, byte[]> content) throws IOException {
        if (rotten.containsKey(manifest(id))) {
            assertThat(catchThrowable(() -> repository.manifest(BotFiles.GROUP, id)))
                    .as("%s: %s in %s", what, id, store.name())
                    .isInstanceOf(DamagedException.class);
            return;
        }
        Map<String, byte[]> before = proved.getOrDefault(id, Map.of());
        if (!before.isEmpty() && isIn(content, before)) {
            return;
        }
        List<String> needed = objects.get(id);
        if (needed == null) {
            needed = needed(repository.manifest(BotFiles.GROUP, id));
            objects.put(id, needed);
        }
        if (needed.stream().anyMatch(rotten::containsKey)) {
            assertThat(catchThrowable(() -> Snapshots.check(repository, BotFiles.GROUP, id)))
                    .as("%s: %s in %s", what, id, store.name())
                    .isInstanceOf(DamagedException.class);
            return;
        }
        Map<String, byte[]> bytes = new HashMap<>();
        for (String key : needed) {
            bytes.put(key, Objects.requireNonNull(content.get(key), "%s: %s in %s".formatted(what, key, store.name())));
        }
        assertThat(decoded(repository, id))
                .as("%s: %s in %s", what, id, store.name())
                .isEqualTo(files.get(id));
        proved.put(id, bytes);
    }

    private static Set<String> decoded(Repository repository, String id) throws IOException {
        SnapshotManifest manifest = repository.manifest(BotFiles.GROUP, id);
        Set<String> found = new HashSet<>();
        try (FrameReader reader = new FrameReader(repository, manifest)) {
            for (FileEntry file : manifest.files()) {
                if (file.type() == FileEntry.Type.FILE) {
                    ByteArrayOutputStream content = new ByteArrayOutputStream();
                    for (Extent extent : file.content()) {
                        content.write(reader.read(extent.frame()), extent.offset(), extent.length());
                    }
                    found.add(file.path() + " " + Hash.sha256(content.toByteArray()));
                }
            }
        }
        return found;
    }

    /** When each was marked, first seen by whoever looks from outside. */
    private void note(Repository repository, Instant now, Instant storeNow) {
        try {
            for (Tombstone tombstone : ReadableTombstones.of(repository.store())) {
                for (Tombstone.Dead dead : tombstone.snapshots()) {
                    markedByClock.putIfAbsent(dead.id(), now);
                    markedByStore.putIfAbsent(dead.id(), storeNow);
                }
            }
        } catch (IOException e) {
            // The place can't be asked.
        }
    }

    private void assertThatItMayGo(
            String what,
            String id,
            Set<String> there,
            Set<String> held,
            boolean mayExpire,
            Instant now,
            Instant storeNow) {
        String as = "%s: %s went from %s".formatted(what, id, store.name());
        assertThat(mayExpire).as(as).isTrue();
        assertThat(held).as(as).doesNotContain(id);
        Instant time = SnapshotId.time(id);
        assertThat(now).as(as).isAfterOrEqualTo(time.plus(Duration.ofDays(1)));
        assertThat(now)
                .as(as + ", before its grace was over")
                .isAfterOrEqualTo(
                        Objects.requireNonNull(markedByClock.get(id), as).plus(Duration.ofDays(1)));
        assertThat(storeNow)
                .as(as + ", before its grace was over by the store's clock")
                .isAfterOrEqualTo(
                        Objects.requireNonNull(markedByStore.get(id), as).plus(Duration.ofDays(1)));
        List<Instant> newer = there.stream()
                .filter(one -> one.compareTo(id) > 0)
                .map(SnapshotId::time)
                .toList();
        assertThat(newer.size()).as(as).isGreaterThanOrEqualTo(LAST);
        assertDisplaced(as, time, newer, ChronoUnit.HOURS, HOURLY);
        assertDisplaced(as, time, newer, ChronoUnit.DAYS, DAILY);
        assertThat(there.stream().filter(one -> one.compareTo(id) > 0))
                .as(as + ", and no newer one is whole")
                .anyMatch(this::isReadable);
    }

    private static void assertDisplaced(String as, Instant time, List<Instant> newer, ChronoUnit unit, int count) {
        Set<Instant> periods = new HashSet<>();
        newer.forEach(one -> periods.add(one.truncatedTo(unit)));
        assertThat(periods.contains(time.truncatedTo(unit)) || periods.size() >= count)
                .as(as + " by " + unit)
                .isTrue();
    }

    private static List<String> needed(SnapshotManifest manifest) {
        List<String> keys = new ArrayList<>();
        keys.add(manifest(manifest.id()));
        manifest.packs().forEach(pack -> keys.add("packs/" + pack.hex().substring(0, 2) + "/" + pack.hex() + ".pack"));
        return keys;
    }

    private static String manifest(String id) {
        return "manifests/%s/%s/%s/%s.json.zst".formatted(BotFiles.GROUP, id.substring(0, 4), id.substring(4, 6), id);
    }
}
