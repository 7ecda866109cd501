package io.lifeboat.backup.schedule;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.backup.job.Jobs;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Asks for each snapshot at its time, and at the start for one that was missed. Every replica asks; the first counts. */
@ApplicationScoped
class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);

    private final Scheduler scheduler;
    private final Jobs jobs;
    private final Catalog catalog;
    private final Clock clock;
    private final boolean enabled;

    Schedule(Scheduler scheduler, Jobs jobs, Catalog catalog, Clock clock, BackupConfig config) {
        this.scheduler = scheduler;
        this.jobs = jobs;
        this.catalog = catalog;
        this.clock = clock;
        this.enabled = config.scheduled();
    }

    void start(@Observes StartupEvent event) {
        if (!enabled) {
            return;
        }
        for (BackupGroup group : catalog.backups().values()) {
            for (BackupGroup.Kind kind : SchedulePolicy.scheduled(group)) {
                scheduler
                        .newJob(group.id() + "-" + kind.name())
                        .setCron(SchedulePolicy.cron(kind).orElseThrow())
                        .setTimeZone("UTC")
                        .setTask(execution -> ask(group.id(), kind))
                        .schedule();
                ask(group.id(), kind);
            }
        }
    }

    private void ask(String component, BackupGroup.Kind kind) {
        Instant due = SchedulePolicy.due(kind, clock.instant());
        if (jobs.addDue(component, due)) {
            LOG.infof("%s: the snapshot of %s is due (%s)", component, due, kind.name());
        }
    }
}
