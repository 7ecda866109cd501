package io.lifeboat.recovery.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.lifeboat.event.Envelope;
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
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A procedure that has made a bad call asks first, and a question that nobody answers is a denial that somebody hears of. */
@QuarkusTest
@TestProfile(LifecycleProfile.class)
@QuarkusTestResource(StackResource.class)
class ModesIT {

    private final String target = "target-" + EventIds.unique();

    @Inject
    ScriptedBot bot;

    private TopicWriter writer;
    private TopicReader incidents;
    private TopicReader pages;

    @BeforeEach
    void open() {
        bot.probe("health", new ProbeResult.Healthy(null, "healthy"));
        writer = new TopicWriter();
        incidents = TopicReader.of(Topics.INCIDENTS);
        pages = TopicReader.of(Topics.PAGES);
    }

    @AfterEach
    void close() {
        bot.probe("health", new ProbeResult.Healthy(null, "healthy"));
        writer.close();
        incidents.close();
        pages.close();
    }

    @Test
    void shouldAskFirstAfterAnAutomaticRunThatHasFailed() {
        // given
        bot.probe("health", new ProbeResult.Unhealthy("500", "status 500"));
        UUID failed = detected(LifecyclePlan.MENDED);
        IncidentEvent.ModeChanged lowered = changed(failed);
        assertThat(lowered.mode()).isEqualTo("approve");
        assertThat(lowered.reason()).contains("its automatic run has failed", "status 500");
        cleared(LifecyclePlan.MENDED, failed);
        bot.probe("health", new ProbeResult.Healthy(null, "healthy"));

        // when
        UUID again = detected(LifecyclePlan.MENDED);

        // then
        IncidentEvent.HumanAsked asked = incidents.await(
                IncidentEvent.HumanAsked.class, one -> one.incident().equals(again));
        assertThat(asked.step().name()).isEqualTo("approve-procedure");
        assertThat(started(again, "restart")).isFalse();
        given().get("/api/v1/incidents/" + failed)
                .then()
                .statusCode(200)
                .body("timeline.type", hasItem("mode-changed"));
        request()
                .body("{\"approved\": true, \"by\": \"Ada\"}")
                .post("/api/v1/runs/" + asked.step().run() + "/steps/approve-procedure/approval")
                .then()
                .statusCode(200);
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(again));
    }

    @Test
    void shouldAskFirstAfterARunThatAPersonCallsWrongUntilAPersonRaisesItAgain() {
        // given
        UUID good = detected(LifecyclePlan.MENDED);
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(good));
        lowered().body("target", not(hasItem(target)));

        // when
        say("/api/v1/modes/wrong-calls/" + good, "it was a deployment").statusCode(200);

        // then
        assertThat(changed(good).reason()).contains("wrong, says Ada: it was a deployment");
        lowered().body("find { it.target == '" + target + "' }.procedure", equalTo(LifecyclePlan.MENDED));

        // when
        String raise = "/api/v1/modes/lowered/" + LifecyclePlan.MENDED + "/" + target + "/raise";
        say(raise, "").statusCode(400).body(containsString("say why"));
        say(raise, "the detector knows deployments now").statusCode(200);
        say(raise, "once more").statusCode(404);

        // then
        incidents.await(
                IncidentEvent.ModeChanged.class,
                one -> one.incident().equals(good) && one.mode().equals("auto"));
        UUID next = detected(LifecyclePlan.MENDED);
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(next));
    }

    @Test
    void shouldDenyAndEscalateWhatNobodyApprovesInTime() {
        // when
        UUID incident = detected(LifecyclePlan.HURRIED);

        // then
        IncidentEvent.RunEnded ended = incidents.await(
                IncidentEvent.RunEnded.class, one -> one.incident().equals(incident));
        assertThat(ended.outcome()).isEqualTo("failed");
        assertThat(ended.reason()).contains("nobody has approved it in time: that is a denial");
        assertThat(started(incident, "restart")).isFalse();
        PageEvent.Raised question = pages.await(
                PageEvent.Raised.class,
                page -> incident.equals(page.incident()) && page.subject().startsWith("A decision is needed"));
        assertThat(question.deadline()).isNotNull();
        PageEvent.Raised escalation = pages.await(
                PageEvent.Raised.class,
                page -> incident.equals(page.incident()) && page.subject().startsWith("NOT RECOVERED"));
        assertThat(escalation.severity()).isEqualTo(PageEvent.Severity.CRITICAL);
    }

    private UUID detected(String scenario) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        writer.send(new ScenarioDetected(
                scenario,
                LifecyclePlan.COMPONENT,
                target,
                now,
                now,
                List.of(new Evidence("api-errors", "api-health", "here", now, "seen"))));
        return incidents
                .await(
                        IncidentEvent.Opened.class,
                        one -> one.target().equals(target) && one.detectedAt().equals(now))
                .incident();
    }

    private void cleared(String scenario, UUID incident) {
        writer.send(new ScenarioCleared(scenario, LifecyclePlan.COMPONENT, target, Instant.now()));
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(incident));
    }

    private IncidentEvent.ModeChanged changed(UUID incident) {
        return incidents.await(IncidentEvent.ModeChanged.class, one -> Objects.equals(one.incident(), incident));
    }

    private boolean started(UUID incident, String step) {
        return incidents.events(IncidentEvent.StepStarted.class).stream()
                .map(Envelope::event)
                .anyMatch(one ->
                        one.incident().equals(incident) && one.step().name().equals(step));
    }

    private static ValidatableResponse lowered() {
        return given().get("/api/v1/modes/lowered").then().statusCode(200);
    }

    private static ValidatableResponse say(String path, String note) {
        return request()
                .body("{\"by\": \"Ada\", \"note\": \"" + note + "\"}")
                .post(path)
                .then();
    }

    private static io.restassured.specification.RequestSpecification request() {
        return given().header("Authorization", "Bearer " + LifecycleProfile.TOKEN)
                .contentType("application/json");
    }
}
