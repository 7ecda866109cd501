package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.repository.PartReader;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.SnapshotReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What is in a snapshot, by the first place that can say so. */
final class Contents {

    private Contents() {}

    private interface Question<R> {
        R of(Repository repository, SnapshotManifest manifest) throws IOException;
    }

    static List<FileEntry> files(Depot depot, String component, String snapshot) throws IOException {
        return first(depot, component, snapshot, (repository, manifest) -> manifest.files());
    }

    static void copyFile(Depot depot, String component, String snapshot, String path, OutputStream to)
            throws IOException {
        first(depot, component, snapshot, (repository, manifest) -> {
            SnapshotReader.copy(repository, manifest, Snapshots.file(manifest, path), to);
            return manifest;
        });
    }

    /** Only what the part lies in is fetched. */
    static void copyPart(
            Depot depot, String component, String snapshot, String path, long offset, long length, OutputStream to)
            throws IOException {
        first(depot, component, snapshot, (repository, manifest) -> {
            PartReader.copy(repository, manifest, Snapshots.file(manifest, path), offset, length, to);
            return manifest;
        });
    }

    private static <R> R first(Depot depot, String component, String snapshot, Question<R> question)
            throws IOException {
        IOException failure =
                depot.failures().values().stream().findFirst().orElse(new NoSnapshotException("no place", snapshot));
        for (Repository repository : depot.repositories()) {
            try {
                return question.of(repository, repository.manifest(component, snapshot));
            } catch (SnapshotReader.CutShortException | NotInSnapshotException | WrongUsageException e) {
                throw e;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }
}
