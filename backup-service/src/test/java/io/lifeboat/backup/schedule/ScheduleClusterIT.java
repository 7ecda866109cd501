package io.lifeboat.backup.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.backup.BackupResource;
import io.lifeboat.testing.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Replicas of the service share its database, and with it the schedules: Quartz's own schedulers in their place. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@QuarkusTestResource(BackupResource.class)
class ScheduleClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Queue<Instant> FIRED = new ConcurrentLinkedQueue<>();

    @Inject
    DataSource database;

    @Inject
    Scheduler own;

    private final List<Scheduler> replicas = new ArrayList<>();

    @AfterEach
    void stop() throws SchedulerException {
        for (Scheduler replica : replicas) {
            replica.shutdown(true);
        }
    }

    /** Notes down what it was fired for. */
    public static final class Noting implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            FIRED.add(context.getScheduledFireTime().toInstant());
        }
    }

    @Test
    void shouldFireEachScheduleOnceForAllReplicas() throws Exception {
        // given
        FIRED.clear();
        replica("everySecond", "one", Duration.ofMinutes(1));
        replica("everySecond", "two", Duration.ofMinutes(1));
        Triggers.Firing firing = new Triggers.Firing("database", "full", "* * * * * ?", Instant.now());

        // when: both bring the schedules in line
        for (Scheduler replica : replicas) {
            new Triggers(replica, Noting.class).install(List.of(firing));
            replica.start();
        }
        await().atMost(PATIENCE).until(() -> FIRED.size() >= 4);
        stop();

        // then: every second once, and none left out
        List<Instant> fired = FIRED.stream().sorted().toList();
        assertThat(new HashSet<>(fired)).hasSameSizeAs(fired);
        assertThat(fired.getLast()).isEqualTo(fired.getFirst().plusSeconds(fired.size() - 1L));
    }

    @Test
    void shouldCatchUpOnceWhatWasMissedWhileNobodyRan() throws Exception {
        // given: a schedule that next fires in twelve hours, and has missed two days
        FIRED.clear();
        Instant now = Instant.now();
        int hour = now.plus(12, ChronoUnit.HOURS).atZone(ZoneOffset.UTC).getHour();
        String cron = "0 0 %d * * ?".formatted(hour);
        Scheduler first = replica("missed", "one", Duration.ofSeconds(1));
        new Triggers(first, Noting.class).install(List.of(new Triggers.Firing("database", "full", cron, now)));
        first.shutdown(true);
        replicas.clear();
        setNextFireTime("missed", now.minus(2, ChronoUnit.DAYS));

        // when
        for (String name : List.of("one", "two")) {
            Scheduler replica = replica("missed", name, Duration.ofSeconds(1));
            new Triggers(replica, Noting.class).install(List.of(new Triggers.Firing("database", "full", cron, now)));
            replica.start();
        }
        await().atMost(PATIENCE).until(() -> !FIRED.isEmpty());

        // then: once, and then as the schedule says
        await().atMost(PATIENCE).until(() -> nextFireTime("missed").isAfter(now));
        stop();
        assertThat(FIRED).hasSize(1);
        assertThat(nextFireTime("missed")).isAfter(now.plus(10, ChronoUnit.HOURS));
    }

    @Test
    void shouldHaveTheCatalogsSchedulesInTheServicesOwnScheduler() throws SchedulerException {
        assertThat(own.getMetaData().isJobStoreClustered()).isTrue();
        assertThat(own.getMetaData().isJobStoreSupportsPersistence()).isTrue();
        assertThat(own.getTriggerKeys(GroupMatcher.triggerGroupEquals(Triggers.GROUP)))
                .singleElement()
                .satisfies(key -> assertThat(key.getName()).isEqualTo("configuration/daily"));
    }

    private Scheduler replica(String cluster, String name, Duration misfireThreshold) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider("lifeboat", new Provider(database));
        Properties properties = new Properties();
        properties.put("org.quartz.scheduler.instanceName", cluster);
        properties.put("org.quartz.scheduler.instanceId", name);
        properties.put("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.put("org.quartz.threadPool.threadCount", "1");
        properties.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.put("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.put("org.quartz.jobStore.dataSource", "lifeboat");
        properties.put("org.quartz.jobStore.isClustered", "true");
        properties.put("org.quartz.jobStore.useProperties", "true");
        properties.put("org.quartz.jobStore.misfireThreshold", String.valueOf(misfireThreshold.toMillis()));
        // Two of one cluster in one JVM are two all the same, but the factory's registry is by the cluster's name.
        Scheduler replica = new StdSchedulerFactory(properties).getScheduler();
        SchedulerRepository.getInstance().remove(cluster);
        replicas.add(replica);
        return replica;
    }

    private void setNextFireTime(String cluster, Instant at) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update qrtz_triggers set next_fire_time = ?, start_time = ? where sched_name = ?")) {
            update.setLong(1, at.toEpochMilli());
            update.setLong(2, at.toEpochMilli());
            update.setString(3, cluster);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private Instant nextFireTime(String cluster) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select next_fire_time from qrtz_triggers where sched_name = ?")) {
            query.setString(1, cluster);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Instant.ofEpochMilli(row.getLong(1));
            }
        }
    }

    private record Provider(DataSource database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.getConnection();
        }

        @Override
        public void shutdown() {
            // It is the service's.
        }

        @Override
        public void initialize() {
            // It is there.
        }
    }
}
