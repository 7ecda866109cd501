package io.lifeboat.backup.job;

import io.lifeboat.backup.BackupMetrics;
import io.lifeboat.backup.snapshot.BackupOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells the log, the metrics and the health page what has become of a job. */
@ApplicationScoped
class JobTale {

    private static final Logger LOG = Logger.getLogger(JobTale.class);

    private final BackupMetrics metrics;
    private final LastJob last;
    private final Clock clock;

    JobTale(BackupMetrics metrics, LastJob last, Clock clock) {
        this.metrics = metrics;
        this.last = last;
        this.clock = clock;
    }

    void tell(Job job, BackupOutcome outcome, Duration took) {
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
            case BackupOutcome.Held held -> {
                metrics.succeeded(job.action().label(), took);
                last.was("held " + what(job));
                LOG.infof(
                        "%s: %s is held by %s, until %s: %s",
                        job.component(),
                        what(job),
                        held.hold().by(),
                        held.hold().until() == null
                                ? "it is released"
                                : held.hold().until(),
                        held.hold().reason());
            }
            case BackupOutcome.Released released -> {
                metrics.succeeded(job.action().label(), took);
                last.was("released " + what(job));
                LOG.infof(
                        "%s: %s is not held by %s any more, as %s wants%s",
                        job.component(),
                        what(job),
                        released.by(),
                        job.requestedBy(),
                        released.wasHeld() ? "" : "; it was not before");
            }
            case BackupOutcome.DrillPassed passed -> {
                metrics.succeeded(job.action().label(), took);
                metrics.drilled(job.component(), true, clock.instant());
                metrics.restoreTimes(job.component(), passed.median(), passed.worst());
                last.was("restored " + passed.snapshot() + " beside what runs: it is sound");
                LOG.infof(
                        "%s: snapshot %s can be restored from %s in %d ms: %s",
                        job.component(),
                        passed.snapshot(),
                        passed.place(),
                        passed.took().toMillis(),
                        passed.detail());
            }
            case BackupOutcome.DrillFailed failed -> {
                metrics.failed(job.action().label(), took);
                metrics.drilled(job.component(), false, clock.instant());
                last.was("drill failed: " + String.join("; ", failed.findings()));
                LOG.errorf(
                        "%s: the drill of snapshot %s failed: %s",
                        job.component(), failed.snapshot(), String.join("; ", failed.findings()));
            }
            case BackupOutcome.Failed failed -> {
                metrics.failed(job.action().label(), took);
                last.was(job.action().label() + " failed: " + failed.reason());
                LOG.errorf(
                        "%s: %s failed%s: %s",
                        job.component(),
                        job.action().label(),
                        failed.committedIn().isEmpty() ? "" : ", it is whole in " + failed.committedIn(),
                        failed.reason());
            }
        }
    }

    private static String what(Job job) {
        return job.snapshot() == null ? "all that there is" : "snapshot " + job.snapshot();
    }
}
