package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.store.ObjectExistsException;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code removed/<component>.json}: which snapshots are gone on purpose, so that no twin that was away brings them back.
 * Nothing depends on it: where it is lost, what is brought back expires once more.
 */
public final class Removed {

    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final int ATTEMPTS = 20;

    private final Repository repository;

    public Removed(Repository repository) {
        this.repository = repository;
    }

    record RemovedFile(int format, String component, Map<String, Instant> snapshots) {
        static final int FORMAT = 1;
    }

    public void add(String component, Collection<String> ids, Instant now) throws IOException {
        String key = RepositoryLayout.removed(component);
        ObjectStore store = repository.store();
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<ObjectStore.Stored> stored = store.get(key);
            TreeMap<String, Instant> all = new TreeMap<>(stored.isPresent() ? read(stored.get()) : Map.of());
            all.values().removeIf(at -> now.isAfter(at.plus(REMEMBERED)));
            ids.forEach(id -> all.put(id, now));
            byte[] bytes = CheckedJson.write(new RemovedFile(RemovedFile.FORMAT, component, all));
            try {
                if (stored.isEmpty()) {
                    store.create(key, bytes);
                    return;
                }
                if (store.replace(key, bytes, stored.get().tag()).isPresent()) {
                    return;
                }
            } catch (ObjectExistsException e) {
                // Somebody else was faster.
            }
        }
        throw new IOException("%s: %s is changed by others all the time".formatted(repository.name(), key));
    }

    public Set<String> of(String component) throws IOException {
        Optional<ObjectStore.Stored> stored = repository.store().get(RepositoryLayout.removed(component));
        return stored.isPresent() ? read(stored.get()).keySet() : Set.of();
    }

    /** Nothing, where it is damaged: it is written anew by the next who has something to say. */
    private static Map<String, Instant> read(ObjectStore.Stored stored) throws IOException {
        try {
            return CheckedJson.read(stored.bytes(), RemovedFile.class).snapshots();
        } catch (DamagedException e) {
            return Map.of();
        }
    }
}
