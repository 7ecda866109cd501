package io.lifeboat.recovery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.Topics;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RecoveryResource.class)
class RecoveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant DETECTED = Instant.parse("2026-03-02T03:00:00Z");

    @Inject
    FakeBot bot;

    private TopicReader incidents;
    private TopicReader pages;
    private TopicReader commands;
    private TopicWriter writer;
    private final String target = "host-" + UUID.randomUUID();

    @BeforeEach
    void open() {
        bot.heal();
        incidents = TopicReader.of(Topics.INCIDENTS);
        pages = TopicReader.of(Topics.PAGES);
        commands = TopicReader.of(Topics.BACKUP_COMMANDS);
        writer = new TopicWriter();
    }

    @AfterEach
    void close() {
        Stream.of(incidents, pages, commands).forEach(TopicReader::close);
        writer.close();
    }

    @Test
    void shouldRunTheProcedureFromTheFailureToTheRecovery() {
        // when
        writer.send(api(DETECTED));
        answerTheBackupCommand();

        // then
        IncidentEvent.Recovered recovered = incidents.await(
                IncidentEvent.Recovered.class, one -> one.target().equals(target));
        assertThat(recovered.rtoTarget()).isEqualTo(Duration.ofMinutes(30));
        assertThat(recovered.detectedAt()).isEqualTo(DETECTED);
        PageEvent.Raised raised =
                pages.await(PageEvent.Raised.class, page -> page.incident().equals(recovered.incident()));
        assertThat(raised.role()).isEqualTo("system-administrator");
        assertThat(raised.body()).contains("GET /health: refused", "by 2026-03-02T03:30:00Z");
        pages.await(PageEvent.Resolved.class, page -> page.incident().equals(recovered.incident()));
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(recovered.incident()));
        assertThat(bot.ran("supervisorctl restart forex-api-server")).isEqualTo(1);
        given().get("/api/v1/incidents/" + recovered.incident())
                .then()
                .statusCode(200)
                .body("state", equalTo("CLOSED"))
                .body("runs[0].state", equalTo("SUCCEEDED"))
                .body("runs[0].steps.find { it.step == 'restart-api-service' }.state", equalTo("SUCCEEDED"));
    }

    @Test
    void shouldMakeOneIncidentAndOneRunOfTenThousandDuplicatesAndReorderings() throws Exception {
        // given
        ScenarioDetected failure = mt5(DETECTED);
        UUID id = EventIds.unique();
        List<Supplier<Future<?>>> sends = new ArrayList<>();
        for (int i = 0; i < 9_000; i++) {
            sends.add(() -> writer.sendAsync(id, failure));
        }
        for (int i = 0; i < 1_000; i++) {
            ScenarioDetected older = mt5(DETECTED.minusMillis(i % 100));
            sends.add(() -> writer.sendAsync(EventIds.unique(), older));
        }
        Collections.shuffle(sends, new Random(42));

        // when
        List<Future<?>> acknowledged = new ArrayList<>();
        sends.forEach(send -> acknowledged.add(send.get()));
        for (Future<?> one : acknowledged) {
            one.get();
        }
        UUID last = writer.send(new ScenarioCleared("mt5-connection-loss", "trading-engine", target, DETECTED));

        // then
        assertThat(last).isNotNull();
        incidents.await(IncidentEvent.Recovered.class, one -> one.target().equals(target));
        String other = "host-" + UUID.randomUUID();
        writer.send(
                new ScenarioDetected("mt5-connection-loss", "trading-engine", other, DETECTED, DETECTED, evidence()));
        incidents.await(IncidentEvent.Recovered.class, one -> one.target().equals(other));
        assertThat(incidents.events(IncidentEvent.Opened.class).stream()
                        .filter(one -> one.event().target().equals(target)))
                .hasSize(1);
        assertThat(recovered(target)).isEqualTo(1);
        assertThat(bot.ran("supervisorctl restart mt5_connector"))
                .as("one run for each of the two hosts")
                .isEqualTo(2);
    }

    @Test
    void shouldNotOpenForAFailureThatWasOverBeforeItCame() {
        // when
        writer.send(new ScenarioCleared("mt5-connection-loss", "trading-engine", target, DETECTED.plusSeconds(5)));
        writer.send(mt5(DETECTED));
        writer.send(mt5(DETECTED.plusSeconds(9)));

        // then
        IncidentEvent.Opened opened =
                incidents.await(IncidentEvent.Opened.class, one -> one.target().equals(target));
        assertThat(opened.detectedAt()).isEqualTo(DETECTED.plusSeconds(9));
    }

    @Test
    void shouldDeadLetterAnUnknownScenarioByItsNameAndGoOn() {
        // given
        try (TopicReader dead = TopicReader.ofDeadLetters(Topics.FAILURES)) {
            // when
            writer.sendRaw(Topics.FAILURES.name(), "trading-engine", "garbage".getBytes(StandardCharsets.UTF_8));
            writer.send(new ScenarioDetected("meteor-strike", "trading-engine", target, DETECTED, DETECTED, List.of()));
            writer.send(mt5(DETECTED));

            // then
            incidents.await(IncidentEvent.Recovered.class, one -> one.target().equals(target));
            await().atMost(PATIENCE).until(() -> dead.records().size() >= 2);
            assertThat(dead.records())
                    .extracting(record -> new String(
                            record.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                    .anyMatch(reason -> reason.contains("the catalog has no scenario 'meteor-strike'"))
                    .anyMatch(reason -> reason.contains("no CloudEvent"));
        }
    }

    @Test
    void shouldLetTheProbeDecideWhatBecameOfAnActThatWasLost() {
        // given
        bot.answers.put("mt5-connection", new ProbeResult.Unhealthy(null, "not connected"));
        bot.shell = command -> {
            if (command.contains("switch_mt5_account")) {
                bot.answers.remove("mt5-connection");
                return new RemoteOutcome.Lost("connection reset", "");
            }
            return FakeBot.works(command);
        };

        // when
        writer.send(mt5(DETECTED));

        // then
        incidents.await(IncidentEvent.Recovered.class, one -> one.target().equals(target));
        incidents.await(
                IncidentEvent.StepUnknown.class, one -> one.step().name().equals("switch-account"));
        incidents.await(
                IncidentEvent.StepSucceeded.class,
                one -> one.step().name().equals("switch-account")
                        && one.detail().startsWith("it took place"));
        assertThat(bot.ran("switch_mt5_account")).isEqualTo(1);
    }

    @Test
    void shouldAskAPersonAndGoOnWithTheAnswer() {
        // given
        bot.answers.put("mt5-connection", new ProbeResult.Unhealthy(null, "not connected"));
        bot.shell = command ->
                command.contains("switch_mt5_account") ? new RemoteOutcome.Exited(1, "") : FakeBot.works(command);
        writer.send(mt5(DETECTED));
        IncidentEvent.HumanAsked asked = incidents.await(
                IncidentEvent.HumanAsked.class, one -> one.step().name().equals("switch-account"));
        pages.await(
                PageEvent.Raised.class,
                page -> page.role().equals("trading-manager") && page.body().contains("lifeboat answer"));
        String path = "/api/v1/runs/" + asked.step().run() + "/steps/switch-account/answer";

        // then
        given().contentType("application/json")
                .body("{\"answer\":\"done\",\"by\":\"Ada\"}")
                .post(path)
                .then()
                .statusCode(401)
                .body("problem", containsString("operator token"));
        answer(path, "{\"answer\":\"maybe\",\"by\":\"Ada\"}", 400, "done, failed, retry, skip or abort");
        answer(path, "{\"answer\":\"done\"}", 400, "who answers");
        bot.answers.remove("mt5-connection");
        given().header("Authorization", "Bearer open-sesame")
                .contentType("application/json")
                .body("{\"answer\":\"done\",\"by\":\"Ada\"}")
                .post(path)
                .then()
                .statusCode(204);
        incidents.await(IncidentEvent.Recovered.class, one -> one.target().equals(target));
        answer(path, "{\"answer\":\"done\",\"by\":\"Ada\"}", 409, "waits for nobody");
        assertThat(bot.ran("switch_mt5_account")).isEqualTo(1);
    }

    @Test
    void shouldLeaveTheThirdFailureWithinAnHourToPeople() {
        for (int i = 0; i < 2; i++) {
            // given
            Instant at = DETECTED.plusSeconds(3_600L * 24 * 365 * (i + 1));
            int over = i + 1;
            writer.send(mt5(at));
            await().atMost(PATIENCE).until(() -> recovered(target) == over);
        }

        // when
        writer.send(mt5(DETECTED.plusSeconds(3_600L * 24 * 365 * 3)));

        // then
        IncidentEvent.RunWithheld withheld = incidents.await(
                IncidentEvent.RunWithheld.class, one -> one.reason().contains("budget"));
        assertThat(withheld.reason()).isEqualTo("its budget is spent: 2 automatic runs within 1 h");
        pages.await(
                PageEvent.Raised.class,
                page -> page.incident().equals(withheld.incident())
                        && page.body().contains("LIFEBOAT DOES NOT ACT"));
        writer.send(new ScenarioCleared(
                "mt5-connection-loss", "trading-engine", target, DETECTED.plusSeconds(3_600L * 24 * 365 * 4)));
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(withheld.incident()));
    }

    private static void answer(String path, String body, int status, String problem) {
        given().header("Authorization", "Bearer open-sesame")
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(status)
                .body("problem", containsString(problem));
    }

    private long recovered(String host) {
        return incidents.events(IncidentEvent.Recovered.class).stream()
                .filter(one -> one.event().target().equals(host))
                .count();
    }

    private void answerTheBackupCommand() {
        commands.await(BackupCommand.Take.class, one -> true);
        UUID command = commands.events(BackupCommand.Take.class).getLast().id();
        writer.send(new BackupEvent.SnapshotTaken(
                "configuration", "s1", 4, 100, 50, "ab", List.of("local"), DETECTED, DETECTED, command));
    }

    private ScenarioDetected api(Instant at) {
        return new ScenarioDetected("api-service-failure", "api-service", target, at, at, evidence());
    }

    private ScenarioDetected mt5(Instant at) {
        return new ScenarioDetected("mt5-connection-loss", "trading-engine", target, at, at, evidence());
    }

    private static List<Evidence> evidence() {
        return List.of(new Evidence("api-errors", "api-health", "here", DETECTED, "GET /health: refused"));
    }
}
