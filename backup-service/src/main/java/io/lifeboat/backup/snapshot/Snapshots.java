package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.NeededPacks;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.SnapshotReader;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Proves a snapshot by reading it back from where it lies. */
final class Snapshots {

    private static final int THREADS = 2;

    private Snapshots() {}

    /** @throws DamagedException naming the place and the snapshot, if anything of it is not what was written */
    static SnapshotManifest check(Repository repository, String component, String id, Progress progress)
            throws IOException {
        SnapshotManifest manifest = manifest(repository, component, id);
        checkPacks(repository, manifest, manifest.packs(), progress);
        return manifest;
    }

    static SnapshotManifest check(Repository repository, String component, String id) throws IOException {
        return check(repository, component, id, Progress.NONE);
    }

    static SnapshotManifest manifest(Repository repository, String component, String id) throws IOException {
        try {
            return repository.manifest(component, id);
        } catch (DamagedException e) {
            throw named(repository, id, e);
        }
    }

    /** That all is whole that these files of it need. */
    static void checkFor(
            Repository repository, SnapshotManifest manifest, Collection<FileEntry> files, Progress progress)
            throws IOException {
        checkPacks(repository, manifest, NeededPacks.of(manifest, files), progress);
    }

    private static void checkPacks(
            Repository repository, SnapshotManifest manifest, List<Hash> packs, Progress progress) throws IOException {
        progress.begin("checking in " + repository.name(), NeededPacks.storedBytes(manifest, packs));
        try {
            SnapshotReader.check(repository, packs, THREADS);
        } catch (DamagedException e) {
            throw named(repository, manifest.id(), e);
        }
    }

    static SnapshotManifest checkFiles(Repository repository, String component, String id) throws IOException {
        return checkFiles(repository, component, id, Progress.NONE);
    }

    /** The same, and each file put together from its parts and compared with its SHA-256. */
    static SnapshotManifest checkFiles(Repository repository, String component, String id, Progress progress)
            throws IOException {
        SnapshotManifest manifest = check(repository, component, id, progress);
        progress.begin("comparing files in " + repository.name(), NeededPacks.storedBytes(manifest, manifest.packs()));
        try {
            SnapshotReader.checkFiles(repository, manifest, THREADS);
            return manifest;
        } catch (DamagedException e) {
            throw named(repository, id, e);
        }
    }

    /** @throws WrongUsageException if several hosts have it */
    static FileEntry file(SnapshotManifest manifest, String path) throws IOException {
        List<FileEntry> found = manifest.files().stream()
                .filter(file -> file.type() == FileEntry.Type.FILE)
                .filter(file -> file.describe().equals(path) || file.path().equals(path))
                .toList();
        if (found.isEmpty()) {
            throw new NotInSnapshotException(manifest.id(), path);
        }
        if (found.size() > 1) {
            List<String> all = found.stream().map(FileEntry::describe).toList();
            throw new WrongUsageException("several hosts have %s: say one of %s".formatted(path, all));
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
