package io.lifeboat.backup.job;

import io.lifeboat.backup.drill.Drills;
import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.progress.Meter;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/** Does what a job wants, whoever asked for it. */
@ApplicationScoped
class JobDoer {

    private static final Logger LOG = Logger.getLogger(JobDoer.class);

    private final Jobs jobs;
    private final BackupManager manager;
    private final Drills drills;
    private final Catalog catalog;
    private final Clock clock;

    JobDoer(Jobs jobs, BackupManager manager, Drills drills, Catalog catalog, Clock clock) {
        this.jobs = jobs;
        this.manager = manager;
        this.drills = drills;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @return none if it has not ended in that time: it is interrupted, and nobody waits for it any more */
    Optional<BackupOutcome> within(Duration atMost, Job job) throws InterruptedException {
        try {
            return Ceiling.within(atMost, "backup-job-" + job.id(), () -> outcome(job));
        } catch (ExecutionException e) {
            return Optional.of(
                    new BackupOutcome.Failed(job.snapshot(), "a fault in Lifeboat: " + e.getCause(), List.of()));
        }
    }

    BackupOutcome givenUp(Job job, Duration atMost) {
        String reason =
                "it has run for %d s, longer than any job may (LIFEBOAT_BACKUP_CLAIM_FOR), and was given up: look at the places and at the host that it read from"
                        .formatted(atMost.toSeconds());
        return job.action() == Action.DRILL
                ? new BackupOutcome.DrillFailed(job.snapshot(), null, List.of(reason), BackupOutcome.Cause.OTHER)
                : new BackupOutcome.Failed(job.snapshot(), reason, List.of());
    }

    /** Once a snapshot is taken, what it has pushed out can go. */
    void after(Job job, BackupOutcome outcome) {
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
                case TAKE -> watched.take(group, job.id().toString());
                case VERIFY -> watched.verify(group, job.snapshot());
                case RESTORE -> watched.restore(group, job.snapshot(), true);
                case DRILL -> drills.drill(group, job.snapshot());
                case HOLD -> hold(group, job);
                case RELEASE -> release(group, job);
            };
        } catch (IOException e) {
            return new BackupOutcome.Failed(job.snapshot(), String.valueOf(e.getMessage()), List.of());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s of %s failed in Lifeboat itself", job.action(), job.component());
            return new BackupOutcome.Failed(job.snapshot(), "a fault in Lifeboat: " + e, List.of());
        }
    }

    private BackupOutcome hold(BackupGroup group, Job job) throws IOException {
        Job.Terms terms = Objects.requireNonNull(job.terms());
        Hold hold = new Hold(job.snapshot(), terms.by(), terms.reason(), job.requestedAt(), terms.until());
        manager.hold(group, hold);
        return new BackupOutcome.Held(hold);
    }

    private BackupOutcome release(BackupGroup group, Job job) throws IOException {
        String by = Objects.requireNonNull(job.terms()).by();
        return new BackupOutcome.Released(job.snapshot(), by, manager.release(group, job.snapshot(), by));
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
}
