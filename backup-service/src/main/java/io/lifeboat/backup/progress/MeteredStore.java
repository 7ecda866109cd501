package io.lifeboat.backup.progress;

import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that tells how much is read of its packs. */
public final class MeteredStore implements ObjectStore {

    private static final String PACKS = "packs/";

    private final ObjectStore store;
    private final Progress progress;

    private MeteredStore(ObjectStore store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    public static List<ObjectStore> all(List<ObjectStore> stores, Progress progress) {
        return stores.stream()
                .<ObjectStore>map(store -> new MeteredStore(store, progress))
                .toList();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public Put create(String key, byte[] bytes) throws IOException {
        return store.create(key, bytes);
    }

    @Override
    public Optional<Stored> get(String key) throws IOException {
        Optional<Stored> got = store.get(key);
        if (key.startsWith(PACKS)) {
            got.ifPresent(one -> progress.add(one.bytes().length));
        }
        return got;
    }

    /** The store's own way, which need not hold the object in memory. */
    @Override
    public Optional<String> sha256(String key) throws IOException {
        Optional<String> sum = store.sha256(key);
        if (sum.isPresent() && key.startsWith(PACKS)) {
            store.head(key).ifPresent(head -> progress.add(head.size()));
        }
        return sum;
    }

    @Override
    public byte[] range(String key, long offset, int length) throws IOException {
        byte[] bytes = store.range(key, offset, length);
        if (key.startsWith(PACKS)) {
            progress.add(bytes.length);
        }
        return bytes;
    }

    @Override
    public Optional<Head> head(String key) throws IOException {
        return store.head(key);
    }

    @Override
    public Page list(String prefix, @Nullable String after) throws IOException {
        return store.list(prefix, after);
    }

    @Override
    public void delete(String key) throws IOException {
        store.delete(key);
    }

    @Override
    public void lock(String key, Instant until) throws IOException {
        store.lock(key, until);
    }

    @Override
    public Optional<Instant> lockedUntil(String key) throws IOException {
        return store.lockedUntil(key);
    }

    @Override
    public boolean hasLocks() throws IOException {
        return store.hasLocks();
    }

    @Override
    public Optional<String> replace(String key, byte[] bytes, String tag) throws IOException {
        return store.replace(key, bytes, tag);
    }
}
