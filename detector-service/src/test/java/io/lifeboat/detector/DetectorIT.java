package io.lifeboat.detector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.FailureEvent.SymptomRecorded;
import io.lifeboat.event.Topics;
import io.lifeboat.testing.KafkaResource;
import io.lifeboat.testing.TestStack;
import io.lifeboat.testing.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DetectorFolderResource.class)
class DetectorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @AfterEach
    void mend() {
        BrokenBot.answer(200);
        awaitScenario("absent");
    }

    @Test
    void shouldAnnounceAFailureOnceAndItsEndOnce() {
        // given
        try (TopicReader failures = TopicReader.of(Topics.FAILURES)) {
            // when
            BrokenBot.answer(500);
            ScenarioDetected detected = failures.await(ScenarioDetected.class, event -> true);

            // then
            assertThat(detected.scenario()).isEqualTo("api-service-failure");
            assertThat(detected.component()).isEqualTo("api-service");
            assertThat(detected.target()).isEqualTo("api-server");
            assertThat(detected.evidence()).singleElement().satisfies(evidence -> {
                assertThat(evidence.symptom()).isEqualTo("api-errors");
                assertThat(evidence.source()).isEqualTo("api-health");
                assertThat(evidence.vantage()).isEqualTo("test");
                assertThat(evidence.detail()).contains("status 500, not 200");
            });
            assertThat(detected.since()).isBeforeOrEqualTo(detected.detectedAt());
            given().get("/api/v1/symptoms")
                    .then()
                    .statusCode(200)
                    .body("symptom", hasItem("api-errors"))
                    .body("[0].detail", containsString("status 500"));
            given().get("/api/v1/probes").then().body("[0].state", equalTo("raised"));

            // when
            BrokenBot.answer(200);
            failures.await(ScenarioCleared.class, event -> true);

            // then
            List<Class<?>> events = failures.events(FailureEvent.class).stream()
                    .<Class<?>>map(envelope -> envelope.event().getClass())
                    .toList();
            assertThat(events).containsExactly(ScenarioDetected.class, ScenarioCleared.class);
        }
    }

    @Test
    void shouldAnnounceWhatHappenedWhileKafkaWasAway() {
        // given
        TestStack.kafka().stop();

        // when
        BrokenBot.answer(503);
        awaitScenario("open");
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.find { it.name == 'detector' }.data.kafka", startsWith("away since")));
        BrokenBot.answer(200);
        awaitScenario("absent");
        TestStack.kafka().start();

        // then
        try (TopicReader failures = TopicReader.fromBeginning(Topics.FAILURES)) {
            failures.await(
                    ScenarioDetected.class,
                    event -> event.evidence().getFirst().detail().contains("503"));
            await().atMost(PATIENCE)
                    .until(() -> ids(failures, ScenarioCleared.class) == ids(failures, ScenarioDetected.class));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .body("checks.find { it.name == 'detector' }.data.kafka", equalTo("there"))
                        .body("checks.find { it.name == 'detector' }.data.spool-events", equalTo(0)));
    }

    @Test
    void shouldRecordASymptomThatIsNoScenarioOnce() {
        // given
        try (TopicReader failures = TopicReader.of(Topics.FAILURES)) {
            // when
            for (int i = 0; i < 3; i++) {
                BrokenBot.log("2025-04-11 10:00:0" + i + ",000 ERROR api: trouble " + i);
            }

            // then
            SymptomRecorded recorded = failures.await(SymptomRecorded.class, event -> true);
            Evidence evidence = recorded.evidence();
            assertThat(evidence.symptom()).isEqualTo("api-error-logs");
            assertThat(evidence.detail()).contains("ERROR api: trouble 2");
            assertThat(recorded.target()).isEqualTo("api-server");
        }
    }

    @Test
    void shouldTellOperatorsHowItIs() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("lifeboat_detector_probe_seconds_count{answer=\"healthy\",probe=\"api-health\"}"))
                .body(containsString("lifeboat_detector_spool_events"));
    }

    private static long ids(TopicReader failures, Class<? extends FailureEvent> type) {
        return failures.events(type).stream().map(Envelope::id).distinct().count();
    }

    private static void awaitScenario(String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/v1/scenarios")
                        .then()
                        .body("find { it.scenario == 'api-service-failure' }.state", equalTo(state)));
    }
}
