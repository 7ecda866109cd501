package io.lifeboat.backup.job;

import io.lifeboat.backup.configuration.BackupManager;
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
        if (!job.component().equals(BackupManager.GROUP)) {
            return Optional.of("the backup '%s' is not taken by this service: it takes '%s'"
                    .formatted(job.component(), BackupManager.GROUP));
        }
        String snapshot = job.snapshot();
        return snapshot == null || SnapshotId.isValid(snapshot)
                ? Optional.empty()
                : Optional.of("'" + snapshot + "' is no id of a snapshot");
    }
}
