package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.SnapshotReader;
import java.io.IOException;

/** Proves a snapshot by reading it back from where it lies. */
final class Snapshots {

    private static final int THREADS = 2;

    private Snapshots() {}

    /** @throws DamagedException naming the place and the snapshot, if anything of it is not what was written */
    static SnapshotManifest check(Repository repository, String component, String id) throws IOException {
        try {
            SnapshotManifest manifest = repository.manifest(component, id);
            SnapshotReader.check(repository, manifest, THREADS);
            return manifest;
        } catch (DamagedException e) {
            throw named(repository, id, e);
        }
    }

    /** The same, and each file put together from its parts and compared with its SHA-256. */
    static SnapshotManifest checkFiles(Repository repository, String component, String id) throws IOException {
        SnapshotManifest manifest = check(repository, component, id);
        try {
            SnapshotReader.checkFiles(repository, manifest, THREADS);
            return manifest;
        } catch (DamagedException e) {
            throw named(repository, id, e);
        }
    }

    private static DamagedException named(Repository repository, String id, DamagedException e) {
        String place = repository.name() + ": ";
        String message = String.valueOf(e.getMessage());
        String what = message.startsWith(place) ? message.substring(place.length()) : message;
        return new DamagedException("%ssnapshot %s: %s".formatted(place, id, what), e);
    }
}
