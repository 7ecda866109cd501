package io.lifeboat.recovery.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.Topics;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LifecycleProfile.class)
@QuarkusTestResource(StackResource.class)
class LifecycleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Each test has a target of its own, so that none meets another's incidents and budget. */
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
        writer.close();
        incidents.close();
        pages.close();
    }

    @Test
    void shouldStopTheClockAtTheVerificationAndCloseAfterTheLastStep() {
        // given
        detect(LifecyclePlan.LONG_TAIL, Instant.now());

        // when
        UUID incident = opened(1).incident();
        IncidentEvent.Recovered recovered = incidents.await(IncidentEvent.Recovered.class, of(incident));
        IncidentEvent.HumanAsked asked = incidents.await(IncidentEvent.HumanAsked.class, of(incident));

        // then
        assertThat(recovered.at()).isBeforeOrEqualTo(asked.at());
        assertThat(events(IncidentEvent.Closed.class, incident)).isEmpty();
        given().get("/api/v1/incidents/" + incident).then().body("state", equalTo("RECOVERED"));

        // when
        answer(asked, "done");

        // then
        incidents.await(IncidentEvent.Closed.class, of(incident));
        assertThat(events(IncidentEvent.Recovered.class, incident)).hasSize(1);
        assertThat(events(IncidentEvent.StepSucceeded.class, incident))
                .extracting(succeeded -> succeeded.step().name())
                .containsExactly("restart", "healthy", "investigate");
    }

    @Test
    void shouldOpenANewIncidentForAFailureThatComesBeforeTheLastStepHasEnded() {
        // given
        detect(LifecyclePlan.LONG_TAIL, Instant.now());
        UUID first = opened(1).incident();
        IncidentEvent.HumanAsked asked = incidents.await(IncidentEvent.HumanAsked.class, of(first));

        // when
        detect(LifecyclePlan.LONG_TAIL, Instant.now());

        // then
        UUID second = opened(2).incident();
        assertThat(second).isNotEqualTo(first);
        incidents.await(IncidentEvent.Recovered.class, of(second));

        // when
        answer(asked, "done");

        // then
        incidents.await(IncidentEvent.Closed.class, of(first));
        assertThat(events(IncidentEvent.Closed.class, second)).isEmpty();
    }

    @Test
    void shouldTellEverybodyWhoWasPagedThatItIsOver() {
        // given
        detect(LifecyclePlan.LONG_TAIL, Instant.now());
        UUID incident = opened(1).incident();

        // when
        answer(incidents.await(IncidentEvent.HumanAsked.class, of(incident)), "done");
        incidents.await(IncidentEvent.Closed.class, of(incident));

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pages.events(PageEvent.Resolved.class).stream()
                                .map(Envelope::event)
                                .filter(page -> page.incident().equals(incident))
                                .map(PageEvent.Resolved::role))
                        .containsExactlyInAnyOrder(LifecyclePlan.ADMINISTRATOR, LifecyclePlan.MANAGER));
    }

    @Test
    void shouldRecoverAndCloseWhatClearsWhilePeopleHaveIt() {
        // given
        Instant detectedAt = Instant.now();
        detect(LifecyclePlan.WATCHED, detectedAt);
        UUID incident = opened(1).incident();
        incidents.await(IncidentEvent.RunWithheld.class, of(incident));

        // when: an all-clear from before the failure, and then one that is meant
        clear(LifecyclePlan.WATCHED, detectedAt.minusSeconds(60));
        clear(LifecyclePlan.WATCHED, detectedAt.plusSeconds(5));

        // then
        incidents.await(IncidentEvent.Closed.class, of(incident));
        assertThat(events(IncidentEvent.Recovered.class, incident)).hasSize(1);
        pages.await(PageEvent.Resolved.class, page -> page.incident().equals(incident));
    }

    @Test
    void shouldKeepAnIncidentOpenWhenAnOldAllClearComes() {
        // given
        Instant detectedAt = Instant.now();
        detect(LifecyclePlan.WATCHED, detectedAt);
        UUID incident = opened(1).incident();

        // when
        clear(LifecyclePlan.WATCHED, detectedAt.minusSeconds(60));
        detect(LifecyclePlan.WATCHED, detectedAt.plusSeconds(1), "later");

        // then
        incidents.await(IncidentEvent.EvidenceJoined.class, of(incident));
        assertThat(events(IncidentEvent.Closed.class, incident)).isEmpty();
    }

    @Test
    void shouldNotReopenForAnOldFailureUnderANewId() {
        // given
        Instant detectedAt = Instant.now();
        detect(LifecyclePlan.MENDED, detectedAt);
        UUID incident = opened(1).incident();
        incidents.await(IncidentEvent.Closed.class, of(incident));

        // when
        detect(LifecyclePlan.MENDED, detectedAt);
        detect(LifecyclePlan.MENDED, detectedAt.plusMillis(1));
        detect(LifecyclePlan.WATCHED, detectedAt);

        // then: the events of one key are taken in order, so the first two were taken before the third
        incidents.await(IncidentEvent.Opened.class, event -> isMine(event, LifecyclePlan.WATCHED));
        assertThat(incidents.events(IncidentEvent.Opened.class).stream()
                        .map(Envelope::event)
                        .filter(event -> isMine(event, LifecyclePlan.MENDED)))
                .hasSize(1);
    }

    @Test
    void shouldActAgainOnAFailureThatComesAfterOneWhichWentWithoutBeingRecovered() {
        // given: the failure goes while the run waits for a person, who then says that it did not work
        Instant detectedAt = Instant.now();
        bot.answer("switch", new RemoteOutcome.Lost("cable cut", ""));
        bot.probe("account", new ProbeResult.Unhealthy(null, "connection refused"));
        detect(LifecyclePlan.UNSURE, detectedAt);
        UUID first = opened(1).incident();
        IncidentEvent.HumanAsked asked = incidents.await(IncidentEvent.HumanAsked.class, of(first));
        clear(LifecyclePlan.UNSURE, detectedAt.plusSeconds(1));
        detect(LifecyclePlan.WATCHED, detectedAt);
        incidents.await(IncidentEvent.Opened.class, event -> isMine(event, LifecyclePlan.WATCHED));
        answer(asked, "failed");
        incidents.await(IncidentEvent.RunEnded.class, of(first));
        given().get("/api/v1/incidents/" + first).then().body("state", equalTo("WITH_PEOPLE"));

        // and: a person lets the procedure that has failed act by itself again
        given().header("Authorization", "Bearer " + LifecycleProfile.TOKEN)
                .contentType("application/json")
                .body("{\"by\": \"Ada\", \"note\": \"the cable is mended\"}")
                .post("/api/v1/modes/lowered/" + LifecyclePlan.UNSURE + "/" + target + "/raise")
                .then()
                .statusCode(200);

        // when
        bot.answer("switch", new RemoteOutcome.Exited(0, ""));
        detect(LifecyclePlan.UNSURE, detectedAt.plusSeconds(2));

        // then
        IncidentEvent.Closed closed = incidents.await(IncidentEvent.Closed.class, of(first));
        assertThat(closed.reason()).contains("has failed again");
        UUID second = opened(3).incident();
        incidents.await(IncidentEvent.Closed.class, of(second));
        assertThat(events(IncidentEvent.Recovered.class, second)).hasSize(1);
        assertThat(events(IncidentEvent.Recovered.class, first)).isEmpty();
    }

    /** Two procedures on one machine undo each other; but what is still broken when the first has ended is repaired then. */
    @Test
    void shouldRunOneProcedureAtATimeOnATarget() {
        // given: a run that waits for a person
        bot.answer("switch", new RemoteOutcome.Lost("cable cut", ""));
        bot.probe("account", new ProbeResult.Unhealthy(null, "connection refused"));
        detect(LifecyclePlan.UNSURE, Instant.now());
        UUID first = opened(1).incident();
        IncidentEvent.HumanAsked asked = incidents.await(IncidentEvent.HumanAsked.class, of(first));

        // when
        detect(LifecyclePlan.MENDED, Instant.now());

        // then
        UUID second = opened(2).incident();
        assertThat(incidents.await(IncidentEvent.RunWithheld.class, of(second)).reason())
                .contains("the procedure 'unsure' runs on it");
        assertThat(events(IncidentEvent.RunStarted.class, second)).isEmpty();

        // when
        answer(asked, "failed");

        // then
        incidents.await(IncidentEvent.Recovered.class, of(second));
        assertThat(events(IncidentEvent.RunStarted.class, second)).hasSize(1);
    }

    @Test
    void shouldWithholdTheRunThatTheBudgetDoesNotAllow() {
        // given
        Instant now = Instant.now();
        for (int i = 1; i <= 2; i++) {
            detect(LifecyclePlan.MENDED, now.plusSeconds(100L * i));
            incidents.await(IncidentEvent.Closed.class, of(opened(i).incident()));
        }

        // when
        detect(LifecyclePlan.MENDED, now.plusSeconds(300));

        // then
        UUID third = opened(3).incident();
        assertThat(incidents.await(IncidentEvent.RunWithheld.class, of(third)).reason())
                .contains("budget is spent: 2 automatic runs");
        pages.await(
                PageEvent.Raised.class,
                page -> page.incident().equals(third) && page.body().contains("LIFEBOAT DOES NOT ACT"));
        assertThat(events(IncidentEvent.RunStarted.class, third)).isEmpty();
    }

    @Test
    void shouldAskAPersonWhenNeitherTheCommandNorItsProbeTellsWhetherItTookPlace() {
        // given
        bot.answer("switch", new RemoteOutcome.Lost("cable cut", ""));
        bot.probe("account", new ProbeResult.Unhealthy(null, "connection refused"));

        // when
        detect(LifecyclePlan.UNSURE, Instant.now());
        UUID incident = opened(1).incident();
        IncidentEvent.HumanAsked asked = incidents.await(IncidentEvent.HumanAsked.class, of(incident));

        // then
        assertThat(events(IncidentEvent.StepUnknown.class, incident)).hasSize(1);
        assertThat(events(IncidentEvent.StepFailed.class, incident)).isEmpty();
        assertThat(asked.role()).isEqualTo(LifecyclePlan.MANAGER);
        assertThat(bot.commands("LIFEBOAT_INCIDENT='" + incident)).hasSize(1);

        // when
        answer(asked, "failed");

        // then
        assertThat(incidents.await(IncidentEvent.RunEnded.class, of(incident)).outcome())
                .isEqualTo("failed");
        pages.await(
                PageEvent.Raised.class,
                page -> page.incident().equals(incident) && page.subject().startsWith("NOT RECOVERED"));
    }

    @Test
    void shouldWaitForTheAnswerToItsOwnBackupCommand() {
        // given
        try (TopicReader commands = TopicReader.of(Topics.BACKUP_COMMANDS)) {
            detect(LifecyclePlan.SNAPSHOT, Instant.now());
            UUID incident = opened(1).incident();
            commands.await(BackupCommand.Take.class, take -> incident.equals(take.incident()));
            UUID command = commands.events(BackupCommand.Take.class).stream()
                    .filter(take -> incident.equals(take.event().incident()))
                    .map(Envelope::id)
                    .findFirst()
                    .orElseThrow();

            // when: an answer to somebody else, and then ours
            writer.send(failed(EventIds.unique()));
            writer.send(taken(command));

            // then
            IncidentEvent.Closed closed = incidents.await(IncidentEvent.Closed.class, of(incident));
            assertThat(closed.reason()).isEqualTo("verified");
            assertThat(events(IncidentEvent.StepSucceeded.class, incident))
                    .last()
                    .satisfies(kept -> assertThat(kept.detail()).contains("snapshot-1"));
        }
    }

    @Test
    void shouldShowTheTimelineTheMetricsAndItsHealth() {
        // given
        detect(LifecyclePlan.MENDED, Instant.now());
        UUID incident = opened(1).incident();

        // when
        incidents.await(IncidentEvent.Closed.class, of(incident));

        // then
        given().get("/api/v1/incidents/" + incident)
                .then()
                .body("state", equalTo("CLOSED"))
                .body("runs[0].verifiedAt", notNullValue())
                .body("runs[0].steps.step", hasItems("restart", "healthy"))
                .body("timeline.type", hasItems("opened", "run-started", "step-started", "recovered", "closed"));
        given().get("/q/metrics")
                .then()
                .body(containsString("lifeboat_recovery_incidents_total{event=\"recovered\""))
                .body(containsString("lifeboat_recovery_steps_total{outcome=\"succeeded\",phase=\"recover\""));
        given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItem("takeover of runs"));
        given().get("/q/health/ready").then().statusCode(200);
    }

    private void detect(String scenario, Instant at) {
        detect(scenario, at, "seen");
    }

    private void detect(String scenario, Instant at, String detail) {
        writer.send(new ScenarioDetected(
                scenario,
                LifecyclePlan.COMPONENT,
                target,
                at,
                at,
                List.of(new Evidence("api-errors", "api-health", "here", at, detail))));
    }

    private void clear(String scenario, Instant at) {
        writer.send(new ScenarioCleared(scenario, LifecyclePlan.COMPONENT, target, at));
    }

    /** The n-th incident of this test's target. */
    private IncidentEvent.Opened opened(int n) {
        return await().atMost(PATIENCE)
                .until(
                        () -> incidents.events(IncidentEvent.Opened.class).stream()
                                .map(Envelope::event)
                                .filter(event -> event.target().equals(target))
                                .toList(),
                        found -> found.size() >= n)
                .get(n - 1);
    }

    private <E extends IncidentEvent> List<E> events(Class<E> type, UUID incident) {
        return incidents.events(type).stream()
                .map(Envelope::event)
                .filter(event -> event.incident().equals(incident))
                .toList();
    }

    private boolean isMine(IncidentEvent.Opened event, String scenario) {
        return event.target().equals(target) && event.scenario().equals(scenario);
    }

    private static <E extends IncidentEvent> java.util.function.Predicate<E> of(UUID incident) {
        return event -> event.incident().equals(incident);
    }

    private static void answer(IncidentEvent.HumanAsked asked, String answer) {
        given().header("Authorization", "Bearer " + LifecycleProfile.TOKEN)
                .contentType("application/json")
                .body("{\"answer\": \"" + answer + "\", \"by\": \"Ada\", \"note\": \"looked\"}")
                .post("/api/v1/runs/" + asked.step().run() + "/steps/"
                        + asked.step().name() + "/answer")
                .then()
                .statusCode(204);
    }

    private static BackupEvent taken(UUID command) {
        Instant now = Instant.now();
        return new BackupEvent.SnapshotTaken(
                "configuration", "snapshot-1", 3, 10, 5, "00", List.of("local"), now, now, command);
    }

    private static BackupEvent failed(UUID command) {
        return new BackupEvent.SnapshotFailed("configuration", null, "disk full", List.of(), Instant.now(), command);
    }
}
