package io.lifeboat.backup.schedule;

import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Brings Quartz's schedules in line with the catalog's, in the database that all replicas share. What was missed while
 * nobody ran is caught up once, however often it was missed.
 */
final class Triggers {

    static final String GROUP = "backup";
    static final String COMPONENT = "component";
    static final String KIND = "kind";

    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    private final Scheduler scheduler;
    private final Class<? extends Job> job;

    Triggers(Scheduler scheduler, Class<? extends Job> job) {
        this.scheduler = scheduler;
        this.job = job;
    }

    /** @param from the first time that counts: of a new schedule it may have passed, and is caught up then */
    record Firing(String component, String kind, String cron, Instant from) {

        String name() {
            return component + "/" + kind;
        }
    }

    /** One that is there as it should be is left alone: it knows what was missed. */
    void install(List<Firing> firings) throws SchedulerException {
        Set<JobKey> wanted = new HashSet<>();
        for (Firing firing : firings) {
            JobKey key = JobKey.jobKey(firing.name(), GROUP);
            wanted.add(key);
            if (!isThere(firing)) {
                scheduler.scheduleJob(detail(key, firing), Set.of(trigger(firing)), true);
            }
        }
        for (JobKey key : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            if (!wanted.contains(key)) {
                scheduler.deleteJob(key);
            }
        }
    }

    private boolean isThere(Firing firing) throws SchedulerException {
        TriggerKey key = TriggerKey.triggerKey(firing.name(), GROUP);
        return scheduler.getTrigger(key) instanceof CronTrigger there
                && scheduler.getTriggerState(key) != Trigger.TriggerState.ERROR
                && there.getCronExpression().equals(firing.cron());
    }

    private JobDetail detail(JobKey key, Firing firing) {
        return JobBuilder.newJob(job)
                .withIdentity(key)
                .usingJobData(COMPONENT, firing.component())
                .usingJobData(KIND, firing.kind())
                .build();
    }

    private static Trigger trigger(Firing firing) {
        return TriggerBuilder.newTrigger()
                .withIdentity(firing.name(), GROUP)
                .startAt(Date.from(firing.from()))
                .withSchedule(CronScheduleBuilder.cronSchedule(firing.cron())
                        .inTimeZone(UTC)
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
    }
}
