package io.lifeboat.recovery.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.Topics;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is measured against the objectives, and told while they run out. */
@QuarkusTest
@TestProfile(LifecycleProfile.class)
@QuarkusTestResource(StackResource.class)
class ReportIT {

    @Inject
    ScriptedBot bot;

    @Inject
    DataSource database;

    private TopicWriter writer;
    private TopicReader incidents;
    private TopicReader pages;
    private TopicReader commands;

    @BeforeEach
    void open() {
        bot.probe("health", new ProbeResult.Healthy(null, "healthy"));
        writer = new TopicWriter();
        incidents = TopicReader.of(Topics.INCIDENTS);
        pages = TopicReader.of(Topics.PAGES);
        commands = TopicReader.of(Topics.BACKUP_COMMANDS);
    }

    @AfterEach
    void close() {
        writer.close();
        incidents.close();
        pages.close();
        commands.close();
    }

    @Test
    void shouldMeasureWhatIsLostByWhatTheBackupServiceSays() {
        // given
        Instant detectedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        UUID incident = detected(LifecyclePlan.RESTORED, detectedAt);

        // when
        Instant asOf = detectedAt.minusSeconds(601);
        writer.send(restored(commandOf(incident), asOf));
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(incident));

        // then
        given().get("/api/v1/incidents/" + incident + "/report")
                .then()
                .statusCode(200)
                .body("rtoMet", equalTo(true))
                .body("rpo.targetSeconds", equalTo(600))
                .body("rpo.achievedSeconds", equalTo(601.0f))
                .body("rpo.met", equalTo(false))
                .body("rpo.words", containsString("the data is as of " + asOf))
                .body("incident.timeline.event.detail", hasItem(containsString("with all WAL")))
                .body("deviations.size()", equalTo(0))
                .body("pages.severity", hasItems("CRITICAL", "RESOLVED"))
                .body("pages.subject", hasItem(containsString("RECOVERED: ")));
    }

    @Test
    void shouldSayWhomAPageHasReached() {
        // given
        UUID incident = detected(LifecyclePlan.BY_HAND, Instant.now());
        PageEvent.Raised page =
                pages.await(PageEvent.Raised.class, one -> one.incident().equals(incident));
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        // when
        writer.send(new DeliveryEvent.Deferred(page.page(), incident, page.role(), "webhook", 1, "busy", at, at));
        writer.send(new DeliveryEvent.Failed(page.page(), incident, page.role(), "webhook", 2, "HTTP 410", at));
        writer.send(new DeliveryEvent.Accepted(page.page(), incident, page.role(), "email", 1, "<id@mail>", at));
        writer.send(new DeliveryEvent.Accepted(
                EventIds.unique(), EventIds.unique(), page.role(), "email", 1, "no incident of ours", at));

        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> given().get("/api/v1/incidents/" + incident + "/report")
                        .then()
                        .body("pages[0].deliveries.channel", contains("webhook", "email"))
                        .body("pages[0].deliveries.accepted", contains(false, true))
                        .body("pages[0].deliveries.words", contains("HTTP 410", "<id@mail>")));
        answer(incident, "done");
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(incident));
    }

    /** The time left is told with each mark, by the runs before; what nobody knows is not made up. */
    @Test
    void shouldTellTheTimeLeftByEarlierRuns() {
        // given: half of the objective of 30 minutes is spent at once
        UUID first = detected(LifecyclePlan.BY_HAND, Instant.now().minus(Duration.ofMinutes(16)));

        // then
        IncidentEvent.RtoAtRisk nothingKnown = incidents.await(
                IncidentEvent.RtoAtRisk.class, one -> one.incident().equals(first));
        assertThat(nothingKnown.percent()).isEqualTo(50);
        assertThat(nothingKnown.predictedLeft()).isNull();
        assertThat(nothingKnown.prediction()).isEqualTo("unknown: no earlier run of the procedure was verified");
        answer(first, "done");
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(first));

        // when
        UUID second = detected(LifecyclePlan.BY_HAND, Instant.now().minus(Duration.ofMinutes(25)));

        // then: 50 and 80
        PageEvent.Raised page = pages.await(
                PageEvent.Raised.class,
                one -> one.incident().equals(second) && one.subject().startsWith("80 %"));
        assertThat(page.body()).contains("Time left: ", "the one earlier run").contains("from the step 'look' on");
        given().get("/api/v1/incidents/" + second).then().body("timeLeft.words", containsString("the one earlier run"));
        answer(second, "failed");
        incidents.await(IncidentEvent.RunEnded.class, one -> one.incident().equals(second));
        given().get("/api/v1/incidents/" + second)
                .then()
                .body("timeLeft.words", equalTo("unknown: no procedure is under way"));
        given().get("/api/v1/incidents/" + second + "/report")
                .then()
                .body("rpo.words", equalTo("nothing was restored"))
                .body("rtoSeconds", equalTo(null))
                .body("deviations.kind", hasItems("LATE", "ANSWERED"))
                .body("asked[0].answers[0].by", equalTo("Ada"))
                .body("pages.subject", hasItem(containsString("NOT RECOVERED")));
    }

    /** One page, one incident, however often it still comes and goes; it is over when it has stayed away. */
    @Test
    void shouldLeaveWhatFlapsToPeopleAndPageThemOnce() throws Exception {
        // given: five times within the hour
        String target = "target-" + EventIds.unique();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int i = 0; i < 5; i++) {
            UUID incident = detected(LifecyclePlan.WATCHED, target, now.plusSeconds(10L * i));
            clear(target, now.plusSeconds(10L * i + 5));
            incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(incident));
        }

        // when: it comes and goes on
        UUID flapping = detected(LifecyclePlan.WATCHED, target, now.plusSeconds(60));
        for (int i = 7; i < 12; i++) {
            clear(target, now.plusSeconds(10L * i - 5));
            send(LifecyclePlan.WATCHED, target, now.plusSeconds(10L * i), "flap " + i);
        }
        clear(target, now.plusSeconds(115));

        // then
        incidents.await(
                IncidentEvent.EvidenceJoined.class,
                one -> one.incident().equals(flapping)
                        && one.evidence().getFirst().detail().equals("flap 11"));
        PageEvent.Raised page =
                pages.await(PageEvent.Raised.class, one -> one.incident().equals(flapping));
        assertThat(page.body()).contains("LIFEBOAT DOES NOT ACT", "this page is the only one", "15 min");
        assertThat(incidents.events(IncidentEvent.Opened.class).stream()
                        .filter(one -> one.event().target().equals(target)))
                .hasSize(6);
        assertThat(incidents.events(IncidentEvent.Closed.class).stream()
                        .filter(one -> one.event().incident().equals(flapping)))
                .isEmpty();

        // when: a quarter of an hour has gone
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        update("update incident set cleared_at = now() - interval '16 minutes' where cleared_at = '"
                                        + now.plusSeconds(115) + "' and id = '" + flapping + "'")
                                == 1);

        // then
        IncidentEvent.Closed closed = incidents.await(
                IncidentEvent.Closed.class, one -> one.incident().equals(flapping));
        assertThat(closed.reason()).startsWith("the failure has stayed away since");
        assertThat(pages.events(PageEvent.Raised.class).stream()
                        .filter(one -> one.event().incident().equals(flapping)))
                .hasSize(1);
    }

    private int update(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private void clear(String target, Instant at) {
        writer.send(new ScenarioCleared(LifecyclePlan.WATCHED, LifecyclePlan.COMPONENT, target, at));
    }

    private UUID detected(String scenario, Instant at) {
        return detected(scenario, "target-" + EventIds.unique(), at);
    }

    private void send(String scenario, String target, Instant at, String detail) {
        writer.send(new ScenarioDetected(
                scenario,
                LifecyclePlan.COMPONENT,
                target,
                at,
                at,
                List.of(new Evidence("api-errors", "api-health", "here", at, detail))));
    }

    private UUID detected(String scenario, String target, Instant at) {
        send(scenario, target, at, "seen");
        return incidents
                .await(
                        IncidentEvent.Opened.class,
                        one -> one.target().equals(target) && one.detectedAt().equals(at))
                .incident();
    }

    private UUID commandOf(UUID incident) {
        commands.await(BackupCommand.Restore.class, one -> incident.equals(one.incident()));
        return commands.events(BackupCommand.Restore.class).stream()
                .filter(one -> incident.equals(one.event().incident()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static BackupEvent restored(UUID command, Instant asOf) {
        return new BackupEvent.SnapshotRestored(
                "database",
                "snapshot-1",
                3,
                10,
                asOf.minusSeconds(3_600),
                List.of(),
                Instant.now(),
                command,
                asOf,
                "with all WAL of the replaced cluster");
    }

    private void answer(UUID incident, String answer) {
        IncidentEvent.HumanAsked asked = incidents.await(
                IncidentEvent.HumanAsked.class, one -> one.incident().equals(incident));
        given().header("Authorization", "Bearer " + LifecycleProfile.TOKEN)
                .contentType("application/json")
                .body("{\"answer\": \"" + answer + "\", \"by\": \"Ada\", \"note\": \"looked\"}")
                .post("/api/v1/runs/" + asked.step().run() + "/steps/"
                        + asked.step().name() + "/answer")
                .then()
                .statusCode(204);
    }
}
