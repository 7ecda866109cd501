package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code tombstones/} of a repository. */
public final class Tombstones {

    private final Repository repository;

    public Tombstones(Repository repository) {
        this.repository = repository;
    }

    /** @param modified by the store's own clock, when it was last written */
    public record Seen(Tombstone tombstone, String tag, Instant modified) {}

    public Tombstone create(
            @Nullable String component,
            List<Tombstone.Dead> snapshots,
            List<Hash> packs,
            List<String> live,
            Instant now)
            throws IOException {
        return create(new Tombstone(
                Tombstone.FORMAT, UUID.randomUUID().toString(), component, now, snapshots, packs, live, List.of()));
    }

    /** @param wal keys of what no snapshot of the component needs */
    public Tombstone createForWal(String component, List<String> wal, Instant now) throws IOException {
        return create(new Tombstone(
                Tombstone.FORMAT, UUID.randomUUID().toString(), component, now, List.of(), List.of(), List.of(), wal));
    }

    private Tombstone create(Tombstone made) throws IOException {
        String key = RepositoryLayout.tombstone(made.id());
        store().create(key, CheckedJson.write(made));
        read(key);
        return made;
    }

    /** Oldest first. @throws DamagedException if one of them is not what was written: repo heal removes it */
    public List<Seen> list() throws IOException {
        List<Seen> all = new ArrayList<>();
        for (ObjectStore.Head head : ObjectKeys.all(store(), RepositoryLayout.TOMBSTONES)) {
            Optional<ObjectStore.Stored> stored = store().get(head.key());
            if (stored.isPresent()) {
                all.add(new Seen(decode(head.key(), stored.get()), stored.get().tag(), head.modified()));
            }
        }
        all.sort(Comparator.comparing(seen -> seen.tombstone().at()));
        return all;
    }

    /** What is about to go. */
    Set<String> of(String component) throws IOException {
        Set<String> ids = new HashSet<>();
        for (Seen seen : list()) {
            if (component.equals(seen.tombstone().component())) {
                seen.tombstone().snapshots().forEach(one -> ids.add(one.id()));
            }
        }
        return ids;
    }

    /** @throws IOException if somebody else has changed it meanwhile */
    public void replace(Seen seen, Tombstone by) throws IOException {
        String key = RepositoryLayout.tombstone(by.id());
        if (store().replace(key, CheckedJson.write(by), seen.tag()).isEmpty()) {
            throw new IOException("%s: somebody else works on %s too".formatted(repository.name(), key));
        }
    }

    public void remove(Tombstone old) throws IOException {
        store().delete(RepositoryLayout.tombstone(old.id()));
    }

    /** What is damaged gives way: nothing is removed for it, and what is to go gets another. @return how many */
    int removeDamaged() throws IOException {
        int removed = 0;
        for (ObjectStore.Head head : ObjectKeys.all(store(), RepositoryLayout.TOMBSTONES)) {
            Optional<ObjectStore.Stored> stored = store().get(head.key());
            if (stored.isPresent() && isDamaged(head.key(), stored.get())) {
                store().delete(head.key());
                removed++;
            }
        }
        return removed;
    }

    private boolean isDamaged(String key, ObjectStore.Stored stored) throws IOException {
        try {
            decode(key, stored);
            return false;
        } catch (DamagedException e) {
            return true;
        }
    }

    private void read(String key) throws IOException {
        Optional<ObjectStore.Stored> stored = store().get(key);
        try {
            decode(
                    key,
                    stored.orElseThrow(() -> new DamagedException(repository.name() + ": " + key + " is not there")));
        } catch (DamagedException e) {
            store().delete(key);
            throw e;
        }
    }

    private Tombstone decode(String key, ObjectStore.Stored stored) throws IOException {
        try {
            return CheckedJson.read(stored.bytes(), Tombstone.class);
        } catch (DamagedException e) {
            throw new DamagedException(
                    "%s: %s: %s: 'repo heal' removes it, and nothing else"
                            .formatted(repository.name(), key, e.getMessage()),
                    e);
        }
    }

    private ObjectStore store() {
        return repository.store();
    }
}
