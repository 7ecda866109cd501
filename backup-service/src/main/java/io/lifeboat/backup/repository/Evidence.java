package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.store.ObjectExistsException;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code evidence/}: what was proved about snapshots. It lies beside what it is about, and goes with it. */
public final class Evidence {

    static final String FOLDER = "evidence/";

    private static final Pattern KEY = Pattern.compile("evidence/([^/]+)/\\d{8}T\\d{9}Z-[a-z]+\\.json");

    private final Repository repository;
    private final EvidenceSeal seal;

    public Evidence(Repository repository) {
        this.repository = repository;
        this.seal = new EvidenceSeal(repository);
    }

    /**
     * Kept once this returns.
     *
     * @param kind such as {@code drill}
     * @param json what was proved
     */
    public void add(String snapshot, Instant at, String kind, byte[] json) throws IOException {
        put(FOLDER + snapshot + "/" + SnapshotId.earliest(at) + "-" + kind + ".json", json);
    }

    /** Of these snapshots, newest first. What can't be read proves nothing, and is left out. */
    public List<byte[]> of(Set<String> snapshots, String kind, int most) throws IOException {
        List<String> keys = keys().stream()
                .filter(key -> snapshots.contains(snapshotOf(key)) && key.endsWith("-" + kind + ".json"))
                .sorted(Comparator.comparing((String key) -> key.substring(key.lastIndexOf('/')))
                        .reversed())
                .toList();
        List<byte[]> found = new ArrayList<>();
        for (String key : keys) {
            if (found.size() < most) {
                readable(key).ifPresent(found::add);
            }
        }
        return found;
    }

    /** With the snapshot that it is about. */
    public void forget(String snapshot) throws IOException {
        for (ObjectStore.Head head : ObjectKeys.all(repository.store(), FOLDER + snapshot + "/")) {
            repository.store().delete(head.key());
        }
    }

    /** @throws DamagedException if any of it is not what was written */
    void check() throws IOException {
        for (String key : keys()) {
            open(key);
        }
    }

    /**
     * What is missing or damaged is put back from a twin, sealed anew; what no twin has whole is removed, since it proves
     * nothing.
     *
     * @param snapshots that are here
     * @return how many are whole again
     */
    int mendFrom(List<Repository> twins, Set<String> snapshots) throws IOException {
        Set<String> whole = new TreeSet<>();
        List<String> damaged = new ArrayList<>();
        for (String key : keys()) {
            (readable(key).isPresent() ? whole : damaged).add(key);
        }
        int mended = 0;
        for (Repository twin : twins) {
            Evidence theirs = new Evidence(twin);
            for (String key : theirs.keys()) {
                Optional<byte[]> json = whole.contains(key) || !snapshots.contains(snapshotOf(key))
                        ? Optional.empty()
                        : theirs.readable(key);
                if (json.isPresent()) {
                    repository.store().delete(key);
                    put(key, json.get());
                    whole.add(key);
                    mended++;
                }
            }
        }
        for (String key : damaged) {
            if (!whole.contains(key)) {
                repository.store().delete(key);
            }
        }
        return mended;
    }

    private void put(String key, byte[] json) throws IOException {
        try {
            repository.store().create(key, seal.seal(key, json));
        } catch (ObjectExistsException e) {
            // The same millisecond, told already.
        }
        open(key);
    }

    private List<String> keys() throws IOException {
        return ObjectKeys.all(repository.store(), FOLDER).stream()
                .map(ObjectStore.Head::key)
                .filter(key -> KEY.matcher(key).matches())
                .toList();
    }

    private static String snapshotOf(String key) {
        Matcher parts = KEY.matcher(key);
        return parts.matches() ? parts.group(1) : "";
    }

    private Optional<byte[]> readable(String key) throws IOException {
        try {
            return Optional.of(open(key));
        } catch (DamagedException e) {
            return Optional.empty();
        }
    }

    private byte[] open(String key) throws IOException {
        byte[] stored = repository
                .store()
                .get(key)
                .orElseThrow(() -> new DamagedException("%s: %s is not there".formatted(repository.name(), key)))
                .bytes();
        try {
            return seal.open(key, stored);
        } catch (DamagedException e) {
            throw new DamagedException("%s: %s: %s".formatted(repository.name(), key, e.getMessage()), e);
        }
    }
}
