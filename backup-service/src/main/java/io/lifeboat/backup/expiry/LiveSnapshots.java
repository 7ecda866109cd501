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
 * The snapshots that stay, of every component in the repository, and which packs they need. One that can't be read, and a listing
 * that lacks one which is there, end it: nothing is removed then.
 */
final class LiveSnapshots {

    private final Repository repository;
    private final List<Repository> twins;
    private final List<SnapshotManifest> manifests = new ArrayList<>();

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
                SnapshotManifest manifest = manifest(name);
                manifests.add(withoutContent(manifest));
                needed.addAll(manifest.packs());
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

    /**
     * Those that stay here, once their packs were asked for, and those that the twins have and this does not: they may need
     * WAL from here.
     *
     * @throws IOException if a twin can't say what it has
     */
    List<SnapshotManifest> ofAllPlaces() throws IOException {
        List<SnapshotManifest> all = new ArrayList<>(manifests);
        Set<String> own = new HashSet<>();
        manifests.forEach(one -> own.add(one.component() + "/" + one.id()));
        for (Repository twin : twins) {
            for (String name : twin.names()) {
                if (own.add(name)) {
                    int slash = name.indexOf('/');
                    all.add(withoutContent(twin.manifest(name.substring(0, slash), name.substring(slash + 1))));
                }
            }
        }
        return all;
    }

    /** A manifest can be large, and many are held here. What may tell a timeline, where the facts don't, are WAL's names. */
    private static SnapshotManifest withoutContent(SnapshotManifest whole) {
        return new SnapshotManifest(
                whole.format(),
                whole.component(),
                whole.id(),
                whole.startedAt(),
                whole.createdAt(),
                whole.parent(),
                List.of(),
                List.of(),
                whole.files().stream()
                        .filter(file -> file.path().contains("/pg_wal/"))
                        .toList(),
                whole.facts(),
                whole.addedBytes());
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
