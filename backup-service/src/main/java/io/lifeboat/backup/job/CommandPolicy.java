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
            return Optional.of(
                    "the backup '%s' has no sources in the catalog, and no image of a known server: it is not taken by this service"
                            .formatted(job.component()));
        }
        if (job.action() == Action.DRILL && group.image() != null) {
            return Optional.of(
                    "the backup '%s' is the image of a server: only its provider can restore that, and no drill can"
                            .formatted(job.component()));
        }
        if (job.action() == Action.HOLD && isOver(job)) {
            return Optional.of("the hold ends before it begins: 'until' lies before 'at'");
        }
        String snapshot = job.snapshot();
        return snapshot == null || SnapshotId.isValid(snapshot)
                ? Optional.empty()
                : Optional.of("'" + snapshot + "' is no id of a snapshot");
    }

    private static boolean isOver(Job job) {
        Job.Terms terms = job.terms();
        return terms != null && terms.until() != null && !terms.until().isAfter(job.requestedAt());
    }
}
