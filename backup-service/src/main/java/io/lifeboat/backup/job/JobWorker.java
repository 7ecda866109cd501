package io.lifeboat.backup.job;

import io.lifeboat.backup.BackupConfig;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Works jobs off, those of a lane one after another, none for longer than any may take. A job that a crash has cut short is done again from the beginning: what it has left
 * in the places is no snapshot, and nobody sees it.
 */
@ApplicationScoped
class JobWorker {

    private static final Logger LOG = Logger.getLogger(JobWorker.class);
    private static final Duration RECORD_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Jobs jobs;
    private final JobSignal signal;
    private final JobDoer doer;
    private final JobTale tale;
    private final Clock clock;
    private final Duration pollEvery;
    private final Duration atMost;
    private final Set<String> images;
    private final List<Thread> threads;
    private volatile boolean stopped;

    JobWorker(
            Jobs jobs,
            JobSignal signal,
            JobDoer doer,
            JobTale tale,
            Catalog catalog,
            Clock clock,
            BackupConfig config) {
        this.jobs = jobs;
        this.signal = signal;
        this.doer = doer;
        this.tale = tale;
        this.clock = clock;
        this.pollEvery = config.pollEvery();
        this.atMost = config.claimFor();
        this.images = catalog.backups().values().stream()
                .filter(group -> group.image() != null)
                .map(BackupGroup::id)
                .collect(Collectors.toUnmodifiableSet());
        this.threads = Arrays.stream(Lane.values())
                .map(lane -> Thread.ofPlatform()
                        .name("backup-jobs-" + lane.name().toLowerCase(Locale.ROOT))
                        .daemon()
                        .unstarted(() -> run(lane)))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        jobs.releaseOwn();
        threads.forEach(Thread::start);
    }

    /** Interrupts what runs: it begins anew after the restart. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(2));
        }
    }

    private void run(Lane lane) {
        while (!stopped) {
            try {
                Optional<Job> job = jobs.claim(lane, images);
                if (job.isPresent()) {
                    work(job.get());
                } else {
                    signal.await(lane, pollEvery);
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
        Optional<BackupOutcome> done = doer.within(atMost, job);
        if (stopped) {
            return;
        }
        BackupOutcome outcome = done.orElseGet(() -> doer.givenUp(job, atMost));
        finish(job, outcome, done.isEmpty());
        tale.tell(job, outcome, Duration.between(started, clock.instant()));
        doer.after(job, outcome);
    }

    /** For as long as the database is away: the snapshot is taken, and only the record of it is wanting. */
    private void finish(Job job, BackupOutcome outcome, boolean givenUp) throws InterruptedException {
        while (!stopped) {
            try {
                if (givenUp) {
                    jobs.timeOut(job, outcome);
                } else {
                    jobs.finish(job, outcome);
                }
                return;
            } catch (RuntimeException e) {
                LOG.warnf("the outcome of %s of %s is not recorded: %s", job.action(), job.component(), e.getMessage());
                TimeUnit.MILLISECONDS.sleep(RECORD_AGAIN_AFTER.toMillis());
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
