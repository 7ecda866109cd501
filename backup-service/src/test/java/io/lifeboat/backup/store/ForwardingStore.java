package io.lifeboat.backup.store;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that works, for a test to spoil one method of. */
public class ForwardingStore implements ObjectStore {

    private final ObjectStore store;

    public ForwardingStore(ObjectStore store) {
        this.store = store;
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
        return store.get(key);
    }

    @Override
    public byte[] range(String key, long offset, int length) throws IOException {
        return store.range(key, offset, length);
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
