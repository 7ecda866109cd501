package io.lifeboat.backup.job;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.backup.BackupMetrics;
import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.progress.Meter;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Works jobs off, one after another. A job that a crash has cut short is done again from the beginning: what it has left
 * in the places is no snapshot, and nobody sees it.
 */
@ApplicationScoped
class JobWorker {

    private static final Logger LOG = Logger.getLogger(JobWorker.class);
    private static final Duration RECORD_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Jobs jobs;
    private final JobSignal signal;
    private final BackupManager manager;
    private final Catalog catalog;
    private final BackupMetrics metrics;
    private final LastJob last;
    private final Clock clock;
    private final Duration pollEvery;
    private final Thread thread =
            Thread.ofPlatform().name("backup-jobs").daemon().unstarted(this::run);
    private volatile boolean stopped;

    JobWorker(
            Jobs jobs,
            JobSignal signal,
            BackupManager manager,
            Catalog catalog,
            BackupMetrics metrics,
            LastJob last,
            Clock clock,
            BackupConfig config) {
        this.jobs = jobs;
        this.signal = signal;
        this.manager = manager;
        this.catalog = catalog;
        this.metrics = metrics;
        this.last = last;
        this.clock = clock;
        this.pollEvery = config.pollEvery();
    }

    void start(@Observes StartupEvent event) {
        jobs.releaseOwn();
        thread.start();
    }

    /** Interrupts what runs: it begins anew after the restart. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(Duration.ofSeconds(2));
    }

    private void run() {
        while (!stopped) {
            try {
                Optional<Job> job = jobs.claim();
                if (job.isPresent()) {
                    work(job.get());
                } else {
                    signal.await(pollEvery);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("backup jobs wait: %s", e.getMessage());
                pause(pollEvery);
            }
        }
    }

    private void work(Job job) throws InterruptedException {
        Instant started = clock.instant();
        BackupOutcome outcome = outcome(job);
        if (stopped) {
            return;
        }
        finish(job, outcome);
        tell(job, outcome, Duration.between(started, clock.instant()));
        BackupGroup group = catalog.backups().get(job.component());
        if (outcome instanceof BackupOutcome.Taken && group != null) {
            expire(group);
        }
    }

    private BackupOutcome outcome(Job job) throws InterruptedException {
        BackupGroup group = catalog.backups().get(job.component());
        if (group == null) {
            return new BackupOutcome.Failed(
                    job.snapshot(), "the catalog has no backup '" + job.component() + "' any more", List.of());
        }
        try (ProgressEvents progress = new ProgressEvents(job, clock, new Meter(System::nanoTime), jobs::progressed)) {
            BackupManager watched = manager.watchedBy(progress);
            return switch (job.action()) {
                case TAKE -> watched.take(group);
                case VERIFY -> watched.verify(group, job.snapshot());
                case RESTORE -> watched.restore(group, job.snapshot(), true);
            };
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s of %s failed in Lifeboat itself", job.action(), job.component());
            return new BackupOutcome.Failed(job.snapshot(), "a fault in Lifeboat: " + e, List.of());
        }
    }

    /** What can't be removed now is by the next run; what was removed and not told is in the log. */
    private void expire(BackupGroup group) {
        Map<String, List<String>> places = new TreeMap<>();
        for (Expired one : manager.expire(group, false)) {
            Exception failure = one.failure();
            if (failure != null) {
                LOG.warnf("%s: nothing more is removed from %s now: %s", group.id(), one.place(), failure.getMessage());
            }
            one.removed().forEach(id -> {
                LOG.infof("%s: snapshot %s has expired in %s", group.id(), id, one.place());
                places.computeIfAbsent(id, snapshot -> new ArrayList<>()).add(one.place());
            });
        }
        if (!places.isEmpty()) {
            jobs.expired(group.id(), places);
        }
    }

    /** For as long as the database is away: the snapshot is taken, and only the record of it is wanting. */
    private void finish(Job job, BackupOutcome outcome) throws InterruptedException {
        while (!stopped) {
            try {
                jobs.finish(job, outcome);
                return;
            } catch (RuntimeException e) {
                LOG.warnf("the outcome of %s of %s is not recorded: %s", job.action(), job.component(), e.getMessage());
                TimeUnit.MILLISECONDS.sleep(RECORD_AGAIN_AFTER.toMillis());
            }
        }
    }

    private void tell(Job job, BackupOutcome outcome, Duration took) {
        switch (outcome) {
            case BackupOutcome.Taken taken -> {
                metrics.taken(clock.instant(), took);
                last.was("took " + taken.snapshot() + " to " + taken.places());
                LOG.infof(
                        "%s: took snapshot %s of %d files to %s in %d ms",
                        job.component(), taken.snapshot(), taken.files(), taken.places(), took.toMillis());
            }
            case BackupOutcome.Verified verified -> {
                metrics.verified(clock.instant(), took);
                last.was("verified " + verified.snapshot() + " in " + verified.places());
                LOG.infof("%s: snapshot %s is whole in %s", job.component(), verified.snapshot(), verified.places());
            }
            case BackupOutcome.Restored restored -> {
                last.was("restored " + restored.snapshot() + " from " + restored.place());
                LOG.infof(
                        "%s: snapshot %s is in its place, from %s, in %d ms: %s; replaced and kept: %s",
                        job.component(),
                        restored.snapshot(),
                        restored.place(),
                        took.toMillis(),
                        restored.detail(),
                        restored.replaced());
            }
            case BackupOutcome.Failed failed -> {
                metrics.failed(job.action().label(), took);
                last.was(job.action().label() + " failed: " + failed.reason());
                LOG.errorf(
                        "%s: %s failed, it is whole in %s: %s",
                        job.component(), job.action().label(), failed.committedIn(), failed.reason());
            }
        }
    }

    private void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
