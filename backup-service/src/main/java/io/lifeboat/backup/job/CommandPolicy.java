package io.lifeboat.backup.job;

import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.catalog.BackupGroup;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which jobs can be done at all. */
final class CommandPolicy {

    private CommandPolicy() {}

    /** Why not, or nothing. */
    static Optional<String> objection(Job job, Map<String, BackupGroup> backups) {
        if (!backups.containsKey(job.component())) {
            return Optional.of("unknown backup '%s': the catalog has %s"
                    .formatted(job.component(), new TreeSet<>(backups.keySet())));
        }
        BackupGroup group = backups.get(job.component());
        if (group == null || !group.isTakenHere()) {
            return Optional.of("the backup '%s' has no sources in the catalog, and no image of a known server: it is not taken by this service"
                    .formatted(job.component()));
        }
        String snapshot = job.snapshot();
        return snapshot == null || SnapshotId.isValid(snapshot)
                ? Optional.empty()
                : Optional.of("'" + snapshot + "' is no id of a snapshot");
    }
}
