package io.lifeboat.backup.incident;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Places the holds, again and again until every place has them. Several replicas may: what they do is the same. */
@ApplicationScoped
class IncidentHoldWorker {

    private static final Logger LOG = Logger.getLogger(IncidentHoldWorker.class);

    private final IncidentHolds holds;
    private final BackupManager manager;
    private final Catalog catalog;
    private final Duration pollEvery;
    private final Semaphore raised = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("incident-holds").daemon().unstarted(this::run);
    private volatile boolean stopped;

    IncidentHoldWorker(IncidentHolds holds, BackupManager manager, Catalog catalog, BackupConfig config) {
        this.holds = holds;
        this.manager = manager;
        this.catalog = catalog;
        this.pollEvery = config.pollEvery();
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(Duration.ofSeconds(2));
    }

    void raise() {
        raised.release();
    }

    private void run() {
        while (!stopped) {
            try {
                holds.due().forEach(this::place);
            } catch (RuntimeException e) {
                LOG.warnf("the holds of incidents wait: %s", e.getMessage());
            }
            try {
                if (raised.tryAcquire(pollEvery.toMillis(), TimeUnit.MILLISECONDS)) {
                    raised.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void place(IncidentHold wanted) {
        BackupGroup group = catalog.backups().get(wanted.component());
        if (group == null) {
            holds.done(wanted, "the catalog has no such backup any more");
            return;
        }
        try {
            String chosen = wanted.snapshot();
            if (chosen == null) {
                Optional<String> needed = IncidentHoldPolicy.needed(
                        manager.snapshots(group.id()), holds.verified(group.id()), wanted.detectedAt());
                if (needed.isEmpty()) {
                    holds.done(wanted, "there is no snapshot from before it");
                    return;
                }
                chosen = needed.get();
                holds.choose(wanted, chosen);
            }
            manager.hold(group, wanted.of(chosen).hold());
            holds.done(wanted, null);
            LOG.infof(
                    "%s: snapshot %s is held by incident %s, until %s",
                    group.id(), chosen, wanted.incident(), wanted.until() == null ? "it is closed" : wanted.until());
        } catch (NoSnapshotException e) {
            holds.done(wanted, e.getMessage());
        } catch (IOException e) {
            LOG.warnf("%s: the hold of incident %s waits: %s", group.id(), wanted.incident(), e.getMessage());
            holds.failed(wanted, String.valueOf(e.getMessage()));
        }
    }
}
