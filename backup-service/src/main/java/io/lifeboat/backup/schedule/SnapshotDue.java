package io.lifeboat.backup.schedule;

import io.lifeboat.backup.job.Jobs;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import jakarta.enterprise.context.Dependent;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;

/** A schedule has fired, in this replica and in no other: the snapshot is noted down, and whoever is free takes it. */
@Dependent
public class SnapshotDue implements Job {

    private static final Logger LOG = Logger.getLogger(SnapshotDue.class);

    private final Jobs jobs;
    private final Catalog catalog;
    private final Drilling drilling;

    SnapshotDue(Jobs jobs, Catalog catalog, Drilling drilling) {
        this.jobs = jobs;
        this.catalog = catalog;
        this.drilling = drilling;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getMergedJobDataMap();
        String component = data.getString(Triggers.COMPONENT);
        BackupGroup group = catalog.backups().get(component);
        Optional<BackupGroup.Kind> kind = group == null
                ? Optional.empty()
                : group.kinds().stream()
                        .filter(one -> one.name().equals(data.getString(Triggers.KIND)))
                        .findFirst();
        if (group != null && kind.isPresent()) {
            Instant due = SchedulePolicy.due(
                    kind.get(), context.getScheduledFireTime().toInstant());
            if (jobs.addDue(
                    component, due, drilling.after(group, kind.get(), due).orElse(null))) {
                LOG.infof(
                        "%s: the snapshot of %s is due (%s)",
                        component, due, kind.get().name());
            }
        }
    }
}
