package io.lifeboat.recovery.lifecycle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.lifeboat.event.AuthorityGranted;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.Topics;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.recovery.lifecycle.ScriptedGateway.Mood;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TestStack;
import io.lifeboat.testing.TopicReader;
import io.lifeboat.testing.TopicWriter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold when money is at stake, each with a try to break it. */
@QuarkusTest
@TestProfile(LifecycleProfile.class)
@QuarkusTestResource(StackResource.class)
class SafetyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String target = "target-" + EventIds.unique();

    @Inject
    ScriptedBot bot;

    @Inject
    ScriptedGateway gateway;

    @Inject
    DataSource database;

    private TopicWriter writer;
    private TopicReader incidents;
    private TopicReader authority;

    @BeforeEach
    void open() {
        bot.probe("health", new ProbeResult.Healthy(null, "healthy"));
        gateway.mood = Mood.WELL;
        writer = new TopicWriter();
        incidents = TopicReader.of(Topics.INCIDENTS);
        authority = TopicReader.of(Topics.AUTHORITY);
    }

    @AfterEach
    void close() {
        writer.close();
        incidents.close();
        authority.close();
    }

    @Test
    void shouldFenceActivateAndReconcileInThisOrder() {
        // when
        UUID incident = detected(LifecyclePlan.FAILOVER, "seen");

        // then
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(incident));
        long epoch = gateway.fences.getLast();
        List<AuthorityGranted> granted = authority.events(AuthorityGranted.class).stream()
                .map(Envelope::event)
                .filter(one -> one.epoch() == epoch)
                .toList();
        assertThat(granted).extracting(AuthorityGranted::holder).containsExactly("nobody", "api-server", "api-server");
        assertThat(granted).extracting(AuthorityGranted::mayTrade).containsExactly(true, false, true);
        assertThat(bot.commands("activate").getLast()).contains("LIFEBOAT_EPOCH='" + epoch + "'");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"DEAF", "SILENT"})
    void shouldActivateNothingWithoutAConfirmedFence(Mood mood) {
        // given
        gateway.mood = mood;
        int before = bot.commands("activate").size();

        // when
        UUID incident = detected(LifecyclePlan.FAILOVER, "seen");

        // then
        IncidentEvent.RunEnded ended = incidents.await(
                IncidentEvent.RunEnded.class, one -> one.incident().equals(incident));
        assertThat(ended.outcome()).isEqualTo("failed");
        assertThat(ended.reason()).contains("the fence is not confirmed");
        assertThat(bot.commands("activate")).hasSize(before);
    }

    @Test
    void shouldNotLetTradeWhereAReportIsMissing() {
        // given
        gateway.mood = Mood.WITHOUT_REPORT;

        // when
        UUID incident = detected(LifecyclePlan.FAILOVER, "seen");

        // then
        IncidentEvent.RunEnded ended = incidents.await(
                IncidentEvent.RunEnded.class, one -> one.incident().equals(incident));
        assertThat(ended.reason()).contains("unknown and not flat");
        long epoch = gateway.fences.getLast();
        assertThat(authority.events(AuthorityGranted.class).stream()
                        .map(Envelope::event)
                        .filter(one -> one.epoch() == epoch && one.holder().equals("api-server")))
                .allSatisfy(one -> assertThat(one.mayTrade()).isFalse());
    }

    @Test
    void shouldRunAfterTheApprovalOfAPersonAndNotBefore() {
        // when
        UUID incident = detected(LifecyclePlan.GUARDED, "seen");
        IncidentEvent.HumanAsked asked = asked(incident);

        // then
        assertThat(started(incident, "restart")).isFalse();
        approve(asked, "Ada").statusCode(200).body("missing", equalTo(0));
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(incident));
        assertThat(started(incident, "restart")).isTrue();
    }

    @Test
    void shouldNeedASecondPersonWhereTheProcedureSaysSo() {
        // given
        UUID incident = detected(LifecyclePlan.TWO_PEOPLE, "seen");
        IncidentEvent.HumanAsked asked = asked(incident);

        // then
        approve(asked, "Ada").statusCode(200).body("missing", equalTo(1));
        approve(asked, "Ada").statusCode(409).body("problem", containsString("needs another person"));
        assertThat(started(incident, "restart")).isFalse();
        approve(asked, "Bob").statusCode(200).body("missing", equalTo(0));
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(incident));
        approve(asked, "Eve").statusCode(409);
    }

    @Test
    void shouldTakeNoApprovalForAnotherProcedureAndNoAnswerForAnApproval() {
        // given
        UUID incident = detected(LifecyclePlan.TWO_PEOPLE, "seen");
        IncidentEvent.HumanAsked asked = asked(incident);

        // then
        request()
                .body("{\"approved\": true, \"by\": \"Ada\", \"procedureHash\": \"another\"}")
                .post(path(asked) + "/approval")
                .then()
                .statusCode(409)
                .body("problem", containsString("another procedure"));
        request()
                .body("{\"answer\": \"done\", \"by\": \"Ada\"}")
                .post(path(asked) + "/answer")
                .then()
                .statusCode(409);
        request()
                .body("{\"approved\": false, \"by\": \"Ada\", \"note\": \"not now\"}")
                .post(path(asked) + "/approval")
                .then()
                .statusCode(200);
        IncidentEvent.RunEnded ended = incidents.await(
                IncidentEvent.RunEnded.class, one -> one.incident().equals(incident));
        assertThat(ended.reason()).contains("denied by Ada: not now");
        assertThat(started(incident, "restart")).isFalse();
    }

    @Test
    void shouldEndTheNarrowerIncidentWhenTheWiderComes() {
        // given
        UUID narrower = detected(LifecyclePlan.TWO_PEOPLE, "seen");
        asked(narrower);

        // when
        UUID wider = detected(LifecyclePlan.WIDER, "seen");

        // then
        IncidentEvent.Closed closed = incidents.await(
                IncidentEvent.Closed.class, one -> one.incident().equals(narrower));
        assertThat(closed.reason()).contains("it is part of", wider.toString());
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(wider));
        assertThat(started(narrower, "restart")).isFalse();
    }

    /** A breach: whatever fails on whichever host while people deal with it, nothing repairs it and so undoes what they did. */
    @Test
    void shouldRepairNothingByItselfWhileSomethingConcernsTheWholeBot() {
        // given
        UUID everywhere = detected(LifecyclePlan.EVERYWHERE, "seen");
        IncidentEvent.HumanAsked asked = asked(everywhere);
        String other = "target-" + EventIds.unique();

        // when
        send(LifecyclePlan.LOCAL, other, "stopped by the isolation");

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/v1/incidents/" + everywhere)
                        .then()
                        .body("evidence.detail", hasItem("stopped by the isolation")));
        assertThat(opened(other)).isFalse();

        // when: it is over
        approve(asked, "Ada").statusCode(200);
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(everywhere));
        send(LifecyclePlan.LOCAL, other, "failed by itself");

        // then
        incidents.await(IncidentEvent.Opened.class, one -> one.target().equals(other));
    }

    @Test
    void shouldDoAStepOnceMoreWhenAPersonSaysSo() {
        // given
        bot.answer("mend it", new RemoteOutcome.Exited(1, "not yet"));
        UUID incident = detected(LifecyclePlan.FRAGILE, "seen");
        IncidentEvent.HumanAsked asked = asked(incident);

        // when
        bot.answer("mend it", new RemoteOutcome.Exited(0, "mended"));
        answer(asked, "retry", "the disk is there again").statusCode(204);

        // then
        IncidentEvent.StepSucceeded mended = incidents.await(
                IncidentEvent.StepSucceeded.class,
                one -> one.incident().equals(incident) && one.step().name().equals("mend"));
        assertThat(mended.step().attempt()).isEqualTo(2);
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(incident));
    }

    @Test
    void shouldGoOnWithoutAStepWhenAPersonSaysWhy() {
        // given
        bot.answer("mend it", new RemoteOutcome.Exited(1, "not yet"));
        UUID incident = detected(LifecyclePlan.FRAGILE, "seen");
        IncidentEvent.HumanAsked asked = asked(incident);

        // then
        answer(asked, "skip", "").statusCode(409).body(containsString("say why"));

        // when
        answer(asked, "skip", "mended by hand").statusCode(204);

        // then
        IncidentEvent.StepSkipped skipped = incidents.await(
                IncidentEvent.StepSkipped.class, one -> one.incident().equals(incident));
        assertThat(skipped.reason()).contains("Ada", "mended by hand");
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(incident));
    }

    @Test
    void shouldSkipNothingThatKeepsTradingSafe() {
        // given
        IncidentEvent.HumanAsked asked = asked(detected(LifecyclePlan.TWO_PEOPLE, "seen"));

        // then
        answer(asked, "skip", "in a hurry").statusCode(409).body(containsString("is never skipped"));
        assertThat(started(asked.incident(), "restart")).isFalse();
    }

    @Test
    void shouldBeginNoStepWhileHaltedAndGoOnOnceCleared() {
        // given
        UUID incident = detected(LifecyclePlan.TWO_PEOPLE, "seen");
        IncidentEvent.HumanAsked asked = asked(incident);
        request()
                .body("{\"by\": \"Ada\", \"reason\": \"a change freeze\"}")
                .put("/api/v1/halts/automation")
                .then()
                .statusCode(200)
                .body("halted", equalTo(true));

        // when
        approve(asked, "Ada").statusCode(200);
        approve(asked, "Bob").statusCode(200);
        String other = "target-" + EventIds.unique();
        send(LifecyclePlan.WIDER, other, "seen");

        // then
        IncidentEvent.RunWithheld withheld = incidents.await(
                IncidentEvent.RunWithheld.class, one -> one.reason().contains("a change freeze"));
        assertThat(withheld.reason()).contains("the automation is halted");
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> !started(incident, "restart"));
        request()
                .delete("/api/v1/halts/automation?by=Ada")
                .then()
                .statusCode(200)
                .body("halted", equalTo(false));
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(incident));
    }

    @Test
    void shouldTakeNothingButTheTruthFromAGatewayThatRefusesMoreThanItWasAsked() {
        // given: another Lifeboat, or a person, has fenced meanwhile, and whoever has that epoch may hold it still
        gateway.refusesAlready(gateway.lowest() + 10);
        long before = gateway.lowest();

        // when
        UUID incident = detected(LifecyclePlan.FAILOVER, "seen");

        // then
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(incident));
        assertThat(gateway.fences.getLast()).isGreaterThan(before);
        assertThat(bot.commands("activate").getLast()).contains("LIFEBOAT_EPOCH='" + gateway.lowest() + "'");
    }

    @Test
    void shouldLetNobodyTradeWhileTradingIsHaltedAndAfterThatOnlyByAProcedure() {
        // given
        int before = bot.commands("activate").size();
        long lowest = gateway.lowest();

        // when
        haltTrading().statusCode(200).body("halted", equalTo(true)).body("confirmed", equalTo(true));

        // then: the gateway at once, and the engine hears of it
        assertThat(gateway.lowest()).isGreaterThan(lowest);
        authority.await(
                AuthorityGranted.class,
                one -> one.holder().equals("nobody")
                        && one.reason().contains("trading is halted: the market is mad (Ada)"));

        // when
        UUID halted = detected(LifecyclePlan.FAILOVER, "seen");

        // then
        IncidentEvent.RunEnded ended = incidents.await(
                IncidentEvent.RunEnded.class, one -> one.incident().equals(halted));
        assertThat(ended.reason()).contains("nothing is activated: trading is halted: the market is mad (Ada)");
        assertThat(bot.commands("activate")).hasSize(before);

        // when: it is cleared, which gives nothing back
        long fenced = gateway.lowest();
        request()
                .delete("/api/v1/halts/trading?by=Bob")
                .then()
                .statusCode(200)
                .body("halted", equalTo(false))
                .body("next", hasItem(containsString("lifeboat run failover --target api-server")));
        assertThat(gateway.lowest()).isEqualTo(fenced);
        String other = "target-" + EventIds.unique();
        send(LifecyclePlan.FAILOVER, other, "seen");

        // then
        incidents.await(IncidentEvent.Recovered.class, one -> one.target().equals(other));
    }

    @Test
    void shouldGoOnHaltingTradingUntilTheGatewayConfirmsIt() {
        // given
        gateway.mood = Mood.SILENT;

        // then
        haltTrading().statusCode(200).body("confirmed", equalTo(false)).body("detail", containsString("NOT CONFIRMED"));

        // when
        long before = gateway.lowest();
        gateway.mood = Mood.WELL;

        // then
        try {
            await().atMost(PATIENCE).until(() -> gateway.lowest() > before);
        } finally {
            request().delete("/api/v1/halts/trading?by=Bob").then().statusCode(200);
        }
    }

    /** Neither the switch nor the gateway needs a database; what they have done is on the record when it is back. */
    @Test
    void shouldHaltTradingWhileTheDatabaseIsAway() throws Exception {
        // given
        long before = gateway.lowest();
        connections(false);

        // when
        try {
            haltTrading().statusCode(200).body("halted", equalTo(true)).body("confirmed", equalTo(true));

            // then
            assertThat(gateway.lowest()).isGreaterThan(before);
            request().get("/api/v1/halts/trading").then().statusCode(200).body("halted", equalTo(true));
            request().delete("/api/v1/halts/trading?by=Bob").then().statusCode(503);
        } finally {
            connections(true);
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> standing("trading") == 1);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() ->
                        request().delete("/api/v1/halts/trading?by=Bob").then().statusCode(200));
        assertThat(standing("trading")).isZero();
    }

    @Test
    void shouldEndARunWhereverItStandsWhenAPersonSaysWhy() {
        // given
        IncidentEvent.HumanAsked asked = asked(detected(LifecyclePlan.TWO_PEOPLE, "seen"));

        // then
        abort(asked.step().run(), "").statusCode(400).body("problem", containsString("say why"));
        abort(EventIds.unique(), "wrong host").statusCode(404);

        // when
        abort(asked.step().run(), "wrong host").statusCode(200).body("underWay", equalTo(List.of()));

        // then
        IncidentEvent.RunEnded ended = incidents.await(
                IncidentEvent.RunEnded.class, one -> one.incident().equals(asked.incident()));
        assertThat(ended.outcome()).isEqualTo("aborted");
        assertThat(ended.reason()).isEqualTo("ended by Ada: wrong host");
        request().get("/api/v1/incidents/" + asked.incident()).then().body("state", equalTo("WITH_PEOPLE"));
        abort(asked.step().run(), "again").statusCode(409);
        approve(asked, "Ada").statusCode(409);
        assertThat(started(asked.incident(), "restart")).isFalse();
    }

    /** A failback that has failed must not be the last that anybody could try. */
    @Test
    void shouldStartAProcedureAnewThatHasFailedAndNotOneThatRuns() {
        // given
        String first = begin(LifecyclePlan.TWO_PEOPLE).statusCode(201).extract().path("run");
        begin(LifecyclePlan.TWO_PEOPLE).statusCode(409);
        abort(UUID.fromString(first), "not yet").statusCode(200);

        // when
        String second =
                begin(LifecyclePlan.TWO_PEOPLE).statusCode(201).extract().path("run");

        // then
        abort(UUID.fromString(second), "only trying").statusCode(200);
        IncidentEvent.Closed closed = incidents.await(
                IncidentEvent.Closed.class, one -> one.reason().contains("has started the procedure anew"));
        assertThat(closed.reason()).startsWith("Ada");
    }

    @Test
    void shouldSayWhatWasUnderWayWhenItWasEnded() {
        // given
        CountDownLatch open = new CountDownLatch(1);
        bot.hang("mend it", open);
        UUID incident = detected(LifecyclePlan.FRAGILE, "seen");
        IncidentEvent.StepStarted mending = incidents.await(
                IncidentEvent.StepStarted.class, one -> one.incident().equals(incident));

        // when
        abort(mending.step().run(), "wrong host").statusCode(200).body("underWay", equalTo(List.of("mend")));
        open.countDown();

        // then
        IncidentEvent.StepUnknown unknown = incidents.await(
                IncidentEvent.StepUnknown.class, one -> one.incident().equals(incident));
        assertThat(unknown.reason()).contains("under way when the run was ended by Ada");
        request()
                .get("/api/v1/runs/" + mending.step().run())
                .then()
                .body("state", equalTo("ABORTED"))
                .body("steps.state", equalTo(List.of("UNKNOWN")));
    }

    @Test
    void shouldDenyAndTellMorePeopleWhenNobodyApprovesInTime() {
        // given
        try (TopicReader pages = TopicReader.of(Topics.PAGES)) {
            // when
            UUID incident = detected(LifecyclePlan.HASTY, "seen");

            // then
            IncidentEvent.RunEnded ended = incidents.await(
                    IncidentEvent.RunEnded.class, one -> one.incident().equals(incident));
            assertThat(ended.reason()).contains("nobody has approved it in time: that is a denial");
            assertThat(started(incident, "restart")).isFalse();
            for (String role : List.of(LifecyclePlan.MANAGER, LifecyclePlan.ADMINISTRATOR)) {
                pages.await(
                        PageEvent.Raised.class,
                        page -> page.incident().equals(incident)
                                && page.role().equals(role)
                                && page.subject().startsWith("NOT APPROVED IN TIME"));
            }
        }
    }

    @Test
    void shouldWantAReasonForWhateverGoesAnotherWayThanThePlan() {
        // given
        bot.answer("mend it", new RemoteOutcome.Exited(1, "not yet"));
        IncidentEvent.HumanAsked asked = asked(detected(LifecyclePlan.FRAGILE, "seen"));

        // then
        for (String answer : List.of("retry", "skip", "abort")) {
            answer(asked, answer, " ").statusCode(409).body("problem", containsString("say why"));
        }
        answer(asked, "abort", "it burns").statusCode(204);
    }

    @Test
    void shouldPlanWithoutDoingAnythingAndSayWhatIsMissing() {
        // given
        bot.answer("test -x '/opt/bot/mend.sh'", new RemoteOutcome.Exited(1, ""));
        bot.probe("account", new ProbeResult.Unhealthy("primary", "it is primary"));
        int runs = incidents.events(IncidentEvent.RunStarted.class).size();

        // then
        request()
                .get("/api/v1/procedures/scripted/plan?target=api-server")
                .then()
                .statusCode(200)
                .body("good", equalTo(false))
                .body("mode", equalTo("auto"))
                .body("hash", equalTo("hash-of-scripted"))
                .body("conditions.what", equalTo(List.of("mode", "budget", "automation", "trading")))
                .body("steps[0].does", equalTo("ssh api-server: cd /opt/bot && ./mend.sh"))
                .body("steps[0].checks.find { it.what == 'login to api-server' }.good", equalTo(true))
                .body("steps[0].checks.find { it.what == 'probe account' }.detail", containsString("it is primary"))
                .body("steps[0].checks.findAll { !it.good }.what", equalTo(List.of("/opt/bot/mend.sh on api-server")));
        assertThat(bot.commands("./mend.sh")).isEmpty();

        // when
        bot.answer("test -x '/opt/bot/mend.sh'", new RemoteOutcome.Exited(0, ""));

        // then
        request()
                .get("/api/v1/procedures/scripted/plan?target=api-server")
                .then()
                .body("good", equalTo(true));
        request().get("/api/v1/procedures/none/plan?target=api-server").then().statusCode(404);
        request().get("/api/v1/procedures/scripted/plan?target=nowhere").then().statusCode(400);
        assertThat(incidents.events(IncidentEvent.RunStarted.class)).hasSize(runs);
    }

    @Test
    void shouldSkipWhatIsNotNeededAndSleepAsLongAsThePlanSays() {
        // when
        UUID incident = detected(LifecyclePlan.PATIENT, "leave it alone");

        // then
        incidents.await(IncidentEvent.Recovered.class, one -> one.incident().equals(incident));
        IncidentEvent.StepSkipped skipped = incidents.await(
                IncidentEvent.StepSkipped.class, one -> one.incident().equals(incident));
        assertThat(skipped.step().name()).isEqualTo("restart");
        IncidentEvent.StepSucceeded slept = incidents.await(
                IncidentEvent.StepSucceeded.class,
                one -> one.incident().equals(incident) && one.step().name().equals("wait"));
        assertThat(Duration.between(slept.startedAt(), slept.at())).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void shouldKeepARecordThatCantBeChangedAndTellsTheWholeStory() throws Exception {
        // given
        UUID incident = detected(LifecyclePlan.FAILOVER, "seen");
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(incident));

        // when
        request()
                .body("{\"by\": \"Ada\", \"note\": \"all in the call\"}")
                .post("/api/v1/incidents/" + incident + "/checklist/2")
                .then()
                .statusCode(204);

        // then
        given().get("/api/v1/incidents/" + incident + "/report")
                .then()
                .statusCode(200)
                .body("checklist.size()", equalTo(10))
                .body("checklist.findAll { it.at != null }.number", equalTo(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .body("checklist[1].by", equalTo("Ada"))
                .body("checklist[9].by", equalTo("waits for a person"))
                .body("deviations", equalTo(List.of()));
        given().get("/api/v1/audit").then().statusCode(200).body("broken", equalTo(List.of()));
        for (String change : List.of("update timeline set body = '{}'", "delete from timeline", "truncate timeline")) {
            assertThatThrownBy(() -> {
                        try (Connection connection = database.getConnection();
                                Statement statement = connection.createStatement()) {
                            statement.execute(change);
                        }
                    })
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void shouldNoticeWhatWasChangedBehindTheDatabasesBack() throws Exception {
        // given
        UUID incident = detected(LifecyclePlan.WIDER, "seen");
        incidents.await(IncidentEvent.Closed.class, one -> one.incident().equals(incident));

        // when
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table timeline disable trigger timeline_is_final");
            statement.execute(
                    "update timeline set body = replace(body, 'seen', 'well') where type = 'opened' and incident = '"
                            + incident + "'");
        }

        // then
        try {
            given().get("/api/v1/audit")
                    .then()
                    .body("broken.size()", equalTo(1))
                    .body("broken[0]", containsString("opened of incident " + incident));
        } finally {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "update timeline set body = replace(body, 'well', 'seen') where type = 'opened' and incident = '"
                                + incident + "'");
                statement.execute("alter table timeline enable trigger timeline_is_final");
            }
        }
    }

    private UUID detected(String scenario, String detail) {
        send(scenario, target, detail);
        return incidents
                .await(
                        IncidentEvent.Opened.class,
                        one -> one.target().equals(target) && one.scenario().equals(scenario))
                .incident();
    }

    private void send(String scenario, String host, String detail) {
        Instant now = Instant.now();
        writer.send(new ScenarioDetected(
                scenario,
                LifecyclePlan.COMPONENT,
                host,
                now,
                now,
                List.of(new Evidence("api-errors", "api-health", "here", now, detail))));
    }

    private IncidentEvent.HumanAsked asked(UUID incident) {
        return incidents.await(
                IncidentEvent.HumanAsked.class, one -> one.incident().equals(incident));
    }

    private boolean started(UUID incident, String step) {
        return incidents.events(IncidentEvent.StepStarted.class).stream()
                .map(Envelope::event)
                .anyMatch(one ->
                        one.incident().equals(incident) && one.step().name().equals(step));
    }

    private boolean opened(String host) {
        return incidents.events(IncidentEvent.Opened.class).stream()
                .anyMatch(one -> one.event().target().equals(host));
    }

    private static ValidatableResponse answer(IncidentEvent.HumanAsked asked, String answer, String note) {
        return request()
                .body("{\"answer\": \"" + answer + "\", \"by\": \"Ada\", \"note\": \"" + note + "\"}")
                .post(path(asked) + "/answer")
                .then();
    }

    private static ValidatableResponse approve(IncidentEvent.HumanAsked asked, String by) {
        return request()
                .body("{\"approved\": true, \"by\": \"" + by + "\"}")
                .post(path(asked) + "/approval")
                .then();
    }

    private static ValidatableResponse haltTrading() {
        return request()
                .body("{\"by\": \"Ada\", \"reason\": \"the market is mad\"}")
                .put("/api/v1/halts/trading")
                .then();
    }

    private static ValidatableResponse begin(String procedure) {
        return request()
                .body("{\"by\": \"Ada\", \"target\": \"api-server\"}")
                .post("/api/v1/procedures/" + procedure + "/runs")
                .then();
    }

    private static ValidatableResponse abort(UUID run, String reason) {
        return request()
                .body("{\"by\": \"Ada\", \"reason\": \"" + reason + "\"}")
                .post("/api/v1/runs/" + run + "/abort")
                .then();
    }

    private long standing(String part) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from halt where cleared_at is null and part = '" + part + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The service's database takes none, and ends those that there are. */
    private static void connections(boolean allowed) throws Exception {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        String name = url.replaceFirst("[?].*", "").replaceFirst(".*/", "");
        try (Connection connection = DriverManager.getConnection(
                        TestStack.postgres().jdbcUrl("postgres"),
                        TestStack.postgres().user(),
                        TestStack.postgres().password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + name + " with allow_connections " + allowed);
            if (!allowed) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            }
        }
    }

    private static String path(IncidentEvent.HumanAsked asked) {
        return "/api/v1/runs/" + asked.step().run() + "/steps/" + asked.step().name();
    }

    private static io.restassured.specification.RequestSpecification request() {
        return given().header("Authorization", "Bearer " + LifecycleProfile.TOKEN)
                .contentType("application/json");
    }
}
