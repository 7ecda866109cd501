package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.SnapshotReader;
import java.io.IOException;
import java.util.List;

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

    /** @throws IllegalArgumentException if there is none, or several hosts have it */
    static FileEntry file(SnapshotManifest manifest, String path) {
        List<FileEntry> found = manifest.files().stream()
                .filter(file -> file.type() == FileEntry.Type.FILE)
                .filter(file -> file.describe().equals(path) || file.path().equals(path))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    found.isEmpty()
                            ? "%s has no file %s: 'ls' shows what there is".formatted(manifest.id(), path)
                            : "several hosts have %s: say one of %s"
                                    .formatted(
                                            path,
                                            found.stream()
                                                    .map(FileEntry::describe)
                                                    .toList()));
        }
        return found.getFirst();
    }

    private static DamagedException named(Repository repository, String id, DamagedException e) {
        String place = repository.name() + ": ";
        String message = String.valueOf(e.getMessage());
        String what = message.startsWith(place) ? message.substring(place.length()) : message;
        return new DamagedException("%ssnapshot %s: %s".formatted(place, id, what), e);
    }
}
