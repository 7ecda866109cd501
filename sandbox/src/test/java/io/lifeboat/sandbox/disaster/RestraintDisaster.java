package io.lifeboat.sandbox.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.embedded.KafkaBroker;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.Disaster;
import io.lifeboat.sandbox.SandboxHost;
import io.lifeboat.sandbox.demo.DemoReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where it would be wrong to do more: what is told late or twice is done once, and what the logs alone say is not acted on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestraintDisaster {

    private static final int OUTAGE_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String DATA = "/var/lib/postgresql/data";

    @RegisterExtension
    static final LifeboatExtension LIFEBOAT = new LifeboatExtension();

    @Test
    @Order(1)
    void shouldNotSwitchTheAccountWhereARestartHelps() throws Exception {
        // given, when
        DemoReport report = LIFEBOAT.play("mt5-connection-loss", Disaster.MT5_TRANSIENT);

        // then
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(report.steps().stream()
                        .filter(step -> step.outcome().equals("succeeded"))
                        .map(DemoReport.StepLine::name))
                .contains("restart-connector", "await-reconnection");
        assertThat(report.steps()).noneMatch(step -> step.phase().equals("alternative"));
        LIFEBOAT.run().sandbox().mend(Disaster.MT5_TRANSIENT);
    }

    /** Lifeboat's own broker is away for thirty seconds, from just before the bot breaks. */
    @Test
    @Order(2)
    void shouldRecoverOnceWhenTheBrokerIsBack() throws Exception {
        // given
        int opened = LIFEBOAT.events(IncidentEvent.Opened.class).size();
        int started = LIFEBOAT.events(IncidentEvent.RunStarted.class).size();
        KafkaBroker kafka = LIFEBOAT.run().stack().servers().kafka();
        kafka.stop();
        CompletableFuture<Void> back = CompletableFuture.runAsync(
                kafka::start, CompletableFuture.delayedExecutor(OUTAGE_SECONDS, TimeUnit.SECONDS));

        // when
        DemoReport report = LIFEBOAT.play("api-service-failure", Disaster.API);
        back.join();

        // then
        assertThat(report.passed()).as("%s", report).isTrue();
        assertThat(LIFEBOAT.events(IncidentEvent.Opened.class)).hasSize(opened + 1);
        assertThat(LIFEBOAT.events(IncidentEvent.RunStarted.class)).hasSize(started + 1);
    }

    /** The logs say so, the database says no: a restore would put back what is older than what there is. */
    @Test
    @Order(3)
    void shouldAskAPersonAndRestoreNothingWhereTheDatabaseIsWhole() throws Exception {
        // given
        SandboxHost server = LIFEBOAT.run().sandbox().host("db-server");
        String postmaster =
                Files.readAllLines(server.resolve(DATA + "/postmaster.pid")).getFirst();

        // when
        append(
                server.resolve("/var/log/postgresql/postgresql.log"),
                "2026-01-01 00:00:00 UTC [1] ERROR:  invalid page in block 3 of relation base/1/2");
        append(
                LIFEBOAT.run().sandbox().host("trading-server").resolve("/var/log/forex-trading-bot/engine.log"),
                "2026-01-01 00:00:00,000 ERROR forex-trading-bot: database error: can't read");

        // then
        await().atMost(PATIENCE)
                .until(() -> LIFEBOAT.events(IncidentEvent.HumanAsked.class).stream()
                        .anyMatch(asked -> asked.step().name().equals("determine-extent")));
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> !LIFEBOAT.started().contains("stop-database"));
        assertThat(LIFEBOAT.replacedData()).isEmpty();
        assertThat(Files.readAllLines(server.resolve(DATA + "/postmaster.pid")).getFirst())
                .isEqualTo(postmaster);
        assertThat(LIFEBOAT.run().sandbox().verdict().good()).isTrue();
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, (line + "\n").repeat(3), StandardOpenOption.APPEND);
    }
}
