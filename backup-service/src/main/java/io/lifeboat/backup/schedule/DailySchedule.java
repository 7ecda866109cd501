package io.lifeboat.backup.schedule;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.backup.configuration.BackupManager;
import io.lifeboat.backup.job.Jobs;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jboss.logging.Logger;

/** Asks for the daily snapshot at its time, and at the start for one that was missed. Every replica asks; the first counts. */
@ApplicationScoped
class DailySchedule {

    private static final Logger LOG = Logger.getLogger(DailySchedule.class);

    private final Scheduler scheduler;
    private final Jobs jobs;
    private final Catalog catalog;
    private final Clock clock;
    private final boolean enabled;

    DailySchedule(Scheduler scheduler, Jobs jobs, Catalog catalog, Clock clock, BackupConfig config) {
        this.scheduler = scheduler;
        this.jobs = jobs;
        this.catalog = catalog;
        this.clock = clock;
        this.enabled = config.scheduled();
    }

    void start(@Observes StartupEvent event) {
        BackupGroup group = catalog.backups().get(BackupManager.GROUP);
        if (group == null || !enabled) {
            return;
        }
        DailyPolicy.at(group).ifPresent(at -> {
            scheduler
                    .newJob("daily-" + group.id())
                    .setCron(DailyPolicy.cron(at))
                    .setTimeZone("UTC")
                    .setTask(execution -> ask(group.id(), at))
                    .schedule();
            ask(group.id(), at);
        });
    }

    void ask(String component, LocalTime at) {
        LocalDate day = DailyPolicy.dueDay(at, clock.instant());
        if (jobs.addDaily(component, day)) {
            LOG.infof("%s: the snapshot of %s is due", component, day);
        }
    }
}
