package io.lifeboat.backup.expiry;

import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.Tombstone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which packs the snapshots that stay need, of every component in the repository. One that can't be read, and a listing
 * that lacks one which is there, end it: nothing is removed then.
 */
final class LiveSnapshots {

    private final Repository repository;
    private final List<Repository> twins;

    LiveSnapshots(Repository repository, List<Repository> twins) {
        this.repository = repository;
        this.twins = List.copyOf(twins);
    }

    /** @param going as {@code component/id}: those that do not count any more */
    Set<Hash> packs(Set<String> going, List<Tombstone> tombstones) throws IOException {
        NavigableSet<String> listed = repository.names();
        if (!listed.equals(repository.names())) {
            throw new IOException(repository.name() + ": two listings of its snapshots differ: nothing is removed");
        }
        Set<Hash> needed = new HashSet<>();
        for (String name : listed) {
            if (!going.contains(name)) {
                needed.addAll(manifest(name).packs());
            }
        }
        for (String name : heardOf(tombstones)) {
            if (!listed.contains(name) && isThere(name)) {
                throw new IOException("%s: the listing of its snapshots lacks %s, which is there: nothing is removed"
                        .formatted(repository.name(), name));
            }
        }
        return needed;
    }

    /** From whoever may know of some that the listing lacks. */
    private Set<String> heardOf(List<Tombstone> tombstones) {
        Set<String> names = new TreeSet<>();
        tombstones.forEach(one -> names.addAll(one.live()));
        for (Repository twin : twins) {
            try {
                names.addAll(twin.names());
            } catch (IOException e) {
                // It is away, and knows nothing then.
            }
        }
        return names;
    }

    private SnapshotManifest manifest(String name) throws IOException {
        List<String> parts = new ArrayList<>(List.of(name.split("/", -1)));
        return repository.manifest(parts.getFirst(), parts.getLast());
    }

    private boolean isThere(String name) throws IOException {
        try {
            manifest(name);
            return true;
        } catch (NoSnapshotException e) {
            return false;
        }
    }
}
