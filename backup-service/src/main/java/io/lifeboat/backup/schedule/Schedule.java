package io.lifeboat.backup.schedule;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/** The catalog's schedules, each of which fires once across all replicas. */
@ApplicationScoped
class Schedule {

    private final Scheduler scheduler;
    private final Catalog catalog;
    private final Clock clock;
    private final boolean enabled;

    Schedule(Scheduler scheduler, Catalog catalog, Clock clock, BackupConfig config) {
        this.scheduler = scheduler;
        this.catalog = catalog;
        this.clock = clock;
        this.enabled = config.scheduled();
    }

    void start(@Observes StartupEvent event) throws SchedulerException {
        new Triggers(scheduler, SnapshotDue.class).install(enabled ? firings() : List.of());
    }

    private List<Triggers.Firing> firings() {
        Instant now = clock.instant();
        List<Triggers.Firing> firings = new ArrayList<>();
        for (BackupGroup group : catalog.backups().values()) {
            for (BackupGroup.Kind kind : SchedulePolicy.scheduled(group)) {
                firings.add(new Triggers.Firing(
                        group.id(),
                        kind.name(),
                        SchedulePolicy.cron(kind).orElseThrow(),
                        SchedulePolicy.due(kind, now)));
            }
        }
        return firings;
    }
}
