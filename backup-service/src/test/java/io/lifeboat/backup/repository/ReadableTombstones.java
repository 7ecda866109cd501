package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** For who looks on from outside: one that has rotted does not hide the others, as it does from all that removes. */
public final class ReadableTombstones {

    private ReadableTombstones() {}

    public static List<Tombstone> of(ObjectStore store) throws IOException {
        List<Tombstone> all = new ArrayList<>();
        for (ObjectStore.Head head : ObjectKeys.all(store, RepositoryLayout.TOMBSTONES)) {
            Optional<ObjectStore.Stored> stored = store.get(head.key());
            if (stored.isPresent()) {
                try {
                    all.add(CheckedJson.read(stored.get().bytes(), Tombstone.class));
                } catch (DamagedException e) {
                    // The product must say so; here the others count.
                }
            }
        }
        return all;
    }
}
