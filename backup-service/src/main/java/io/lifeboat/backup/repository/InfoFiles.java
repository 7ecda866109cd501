package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.store.ObjectExistsException;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code repo.json} and its copy. */
final class InfoFiles {

    private static final List<String> KEYS = List.of("repo.json", "repo-copy.json");

    private InfoFiles() {}

    /** None if there is no repository. */
    static Optional<RepositoryInfo> read(ObjectStore store) throws IOException {
        @Nullable IOException failure = null;
        for (String key : KEYS) {
            Optional<ObjectStore.Stored> stored = store.get(key);
            if (stored.isPresent()) {
                try {
                    return Optional.of(RepositoryInfo.read(stored.get().bytes()));
                } catch (DamagedException e) {
                    failure = new DamagedException(store.name() + ": " + e.getMessage(), e);
                } catch (RepositoryInfo.NewerFormatException e) {
                    failure = new IOException(store.name() + ": " + e.getMessage(), e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    /** Two that do so at the same time end up with one. */
    static void create(ObjectStore store, RepositoryInfo info) throws IOException {
        byte[] bytes = info.bytes();
        try {
            store.create(KEYS.getFirst(), bytes);
            store.create(KEYS.getLast(), bytes);
        } catch (ObjectExistsException e) {
            // Somebody else was faster: theirs it is.
        }
        mend(store);
    }

    /** In the place of two that are both damaged. */
    static void replace(ObjectStore store, RepositoryInfo info) throws IOException {
        for (String key : KEYS) {
            store.delete(key);
            store.create(key, info.bytes());
        }
    }

    /** @throws DamagedException if one of the two is not what was written */
    static void check(ObjectStore store, RepositoryInfo info) throws IOException {
        for (String key : KEYS) {
            if (good(store, key).filter(info::equals).isEmpty()) {
                throw new DamagedException(store.name() + ": " + key + " is damaged or missing");
            }
        }
    }

    /** Puts the good one in the place of the other. */
    static boolean mend(ObjectStore store) throws IOException {
        RepositoryInfo info =
                read(store).orElseThrow(() -> new IOException(store.name() + ": repo.json is not there any more"));
        boolean mended = false;
        for (String key : KEYS) {
            if (good(store, key).isEmpty()) {
                store.delete(key);
                store.create(key, info.bytes());
                mended = true;
            }
        }
        return mended;
    }

    private static Optional<RepositoryInfo> good(ObjectStore store, String key) throws IOException {
        Optional<ObjectStore.Stored> stored = store.get(key);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RepositoryInfo.read(stored.get().bytes()));
        } catch (DamagedException | RepositoryInfo.NewerFormatException e) {
            return Optional.empty();
        }
    }
}
