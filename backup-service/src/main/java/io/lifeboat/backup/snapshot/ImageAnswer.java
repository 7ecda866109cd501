package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.image.Images;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.SystemImage;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** What is said where a system image is to be restored: which one is whole, and who does it how. Nothing is done. */
final class ImageAnswer {

    private final Images images;

    ImageAnswer(Images images) {
        this.images = images;
    }

    BackupOutcome restore(BackupGroup group, SystemImage of, Depot depot, RestoreRequest request) {
        Causes causes = new Causes();
        depot.failures().values().forEach(causes::add);
        TreeSet<String> ids = new TreeSet<>();
        for (Repository repository : depot.repositories()) {
            try {
                ids.addAll(repository.snapshots(group.id()));
            } catch (IOException e) {
                causes.add(e);
            }
        }
        ids.removeIf(id -> !isWanted(id, request));
        for (String id : ids.descendingSet()) {
            for (Repository repository : depot.repositories()) {
                try {
                    if (repository.has(group.id(), id)) {
                        SnapshotManifest manifest = Snapshots.manifest(repository, group.id(), id);
                        images.check(of, manifest);
                        return new Failed(
                                id, "nothing was done: " + images.restore(of, manifest), List.of(), Cause.USAGE);
                    }
                } catch (IOException e) {
                    causes.add(e);
                }
            }
        }
        if (causes.isEmpty()) {
            causes.note(Cause.NOTHING_FOUND);
        }
        causes.addFirst("no place knows a whole image of " + group.id());
        return new Failed(request.snapshot(), causes.text(), List.of(), causes.cause());
    }

    private static boolean isWanted(String id, RestoreRequest request) {
        String snapshot = request.snapshot();
        return (snapshot == null || snapshot.equals(id))
                && !(request.to() instanceof RecoveryTarget.Time time
                        && SnapshotId.time(id).isAfter(time.at()));
    }
}
