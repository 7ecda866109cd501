package io.lifeboat.backup.job;

import io.lifeboat.backup.wal.SnapshotNeeded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** A snapshot that can't wait for its schedule is a job like the others. */
@ApplicationScoped
class NeededSnapshots {

    private static final Logger LOG = Logger.getLogger(NeededSnapshots.class);

    private final Jobs jobs;

    NeededSnapshots(Jobs jobs) {
        this.jobs = jobs;
    }

    void add(@Observes SnapshotNeeded needed) {
        if (jobs.addDue(needed.component(), needed.at(), null)) {
            LOG.infof("%s: a snapshot is due at once: %s", needed.component(), needed.reason());
        }
    }
}
