package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.retention.Candidate;
import io.lifeboat.backup.retention.Candidate.Condition;
import io.lifeboat.backup.retention.Horizon;
import io.lifeboat.catalog.BackupGroup;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Where a place has locks, a snapshot can't be removed as long as the rules keep it for certain. */
final class SnapshotLock {

    private static final Logger LOG = Logger.getLogger(SnapshotLock.class);

    private SnapshotLock() {}

    /**
     * The one before too: it is known now whether it was the last of its day. One that can't be locked is a snapshot all the
     * same, and the next one locks what they share.
     */
    static void lock(Repository repository, BackupGroup group, SnapshotManifest manifest, Instant now) {
        try {
            if (repository.store().hasLocks()) {
                List<Candidate> all = repository.snapshots(manifest.component()).stream()
                        .map(id -> new Candidate(id, SnapshotId.time(id), Condition.UNREAD))
                        .toList();
                for (Candidate one : all.subList(Math.max(0, all.size() - 2), all.size())) {
                    repository.lock(
                            one.id().equals(manifest.id()) ? manifest : repository.manifest(group.id(), one.id()),
                            Horizon.of(one.id(), all, group, now));
                }
            }
        } catch (IOException e) {
            LOG.warnf("%s: snapshot %s is not locked: %s", repository.name(), manifest.id(), e.getMessage());
        }
    }
}
