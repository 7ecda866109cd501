package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.image.Images;
import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.wal.WalMending;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.SystemImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says in which places a snapshot is whole, with all that a restore of it needs. */
final class Verifier {

    private final Images images;
    private final Progress progress;
    private final boolean wal;

    /** @param wal whether the WAL of a database is read, too */
    Verifier(Images images, Progress progress, boolean wal) {
        this.images = images;
        this.progress = progress;
        this.wal = wal;
    }

    BackupOutcome verify(BackupGroup group, Depot depot, @Nullable String snapshot, boolean files) {
        Causes causes = new Causes();
        depot.failures().values().forEach(causes::add);
        String id = snapshot == null ? newest(group.id(), depot, causes) : snapshot;
        if (id == null || depot.repositories().isEmpty()) {
            if (causes.isEmpty()) {
                causes.note(Cause.NOTHING_FOUND);
            }
            causes.addFirst("there is no snapshot of " + group.id());
            return new Failed(snapshot, causes.text(), List.of(), causes.cause());
        }
        depot.absent().forEach(place -> causes.add(new NoSnapshotException(place, id)));
        List<String> whole = new ArrayList<>();
        int count = 0;
        for (Repository repository : depot.repositories()) {
            try {
                SnapshotManifest manifest = files
                        ? Snapshots.checkFiles(repository, group.id(), id, progress)
                        : Snapshots.check(repository, group.id(), id, progress);
                repository.check();
                count = manifest.fileCount();
                SystemImage image = group.image();
                if (image != null) {
                    images.check(image, manifest);
                }
                List<IOException> damaged = wal ? wal(group, repository, manifest) : List.of();
                damaged.forEach(causes::add);
                if (damaged.isEmpty()) {
                    whole.add(repository.name());
                }
            } catch (IOException e) {
                causes.add(e);
            }
        }
        return causes.isEmpty() ? new Verified(id, count, whole) : new Failed(id, causes.text(), whole, causes.cause());
    }

    /** What is wrong with the WAL of a database; nothing for what is none. */
    static List<IOException> wal(BackupGroup group, Repository repository, @Nullable SnapshotManifest snapshot) {
        return ClusterSource.of(group).isEmpty() ? List.of() : WalMending.damaged(repository, snapshot);
    }

    private static @Nullable String newest(String group, Depot depot, Causes causes) {
        TreeSet<String> all = new TreeSet<>();
        for (Repository repository : depot.repositories()) {
            try {
                all.addAll(repository.snapshots(group));
            } catch (IOException e) {
                causes.add(e);
            }
        }
        return all.isEmpty() ? null : all.last();
    }
}
