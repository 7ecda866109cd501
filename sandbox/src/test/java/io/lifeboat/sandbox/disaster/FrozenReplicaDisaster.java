package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.demo.DemoReport;
import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.stack.LifeboatStack;
import io.lifeboat.sandbox.stack.Service;
import io.lifeboat.sandbox.stack.ServiceProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two recovery replicas; the one that drives the run is frozen in the middle of a step, and wakes up when another has done it. */
@EnabledIfSystemProperty(named = "lifeboat.long", matches = "true")
class FrozenReplicaDisaster {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final LifeboatExtension LIFEBOAT = new LifeboatExtension();

    @Test
    void shouldRunOnceAlthoughTheFormerOwnerWakesUp() throws Exception {
        // given
        LifeboatStack stack = LIFEBOAT.run().stack();
        ServiceProcess first = stack.service(Service.RECOVERY);
        ServiceProcess second = stack.startReplica(
                Service.RECOVERY, LIFEBOAT.run().layout().work().resolve("catalog"), 2);
        await().atMost(PATIENCE).until(() -> LifeboatStack.isReady(second));

        // when: the owner is frozen while its command runs on the host
        CompletableFuture<DemoReport> played = CompletableFuture.supplyAsync(() -> {
            try {
                return LIFEBOAT.play("api-service-failure", Disaster.API);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ask("select count(*) from attempt where step = 'restart-api-service'"), "1"::equals);
        ServiceProcess owner =
                ask("select owner from run order by started_at desc limit 1").equals(Service.RECOVERY.id() + "-2")
                        ? second
                        : first;
        signal("-STOP", owner);
        try {
            await().atMost(PATIENCE)
                    .until(() -> ask("select state from run order by started_at desc limit 1"), "SUCCEEDED"::equals);
        } finally {
            signal("-CONT", owner);
        }

        // then: one incident, one run, taken over once, and each attempt was one command on the host
        DemoReport report = played.join();
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(LIFEBOAT.events(IncidentEvent.Opened.class)).hasSize(1);
        assertThat(LIFEBOAT.events(IncidentEvent.RunStarted.class)).hasSize(1);
        assertThat(LIFEBOAT.events(IncidentEvent.RunEnded.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.outcome()).isEqualTo("succeeded"));
        assertThat(ask("select generation from run")).isEqualTo("2");
        List<String> ran = commands();
        Set<String> recorded = LIFEBOAT.events(IncidentEvent.StepStarted.class).stream()
                .map(IncidentEvent.StepStarted::step)
                .map(step -> step.name() + "/" + step.attempt())
                .collect(Collectors.toSet());
        assertThat(ran).isNotEmpty().doesNotHaveDuplicates();
        assertThat(recorded).containsAll(ran);

        // and: awake again, the former owner is well, and has nothing to do
        await().atMost(PATIENCE).until(() -> LifeboatStack.isReady(owner));
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> commands().equals(ran));
    }

    private static List<String> commands() {
        return JournalFile.read(LIFEBOAT.run().sandbox().host("api-server").resolve("/var/log/commands.jsonl")).stream()
                .filter(command -> !command.path("run").asText().isEmpty())
                .map(command -> command.path("step").asText() + "/"
                        + command.path("attempt").asText())
                .toList();
    }

    private static String ask(String query) throws SQLException {
        var postgres = LIFEBOAT.run().stack().servers().postgres();
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl(Service.RECOVERY.database()), postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void signal(String signal, ServiceProcess process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
