package io.lifeboat.recovery.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.BackupAction;
import io.lifeboat.catalog.action.FenceAction;
import io.lifeboat.catalog.action.PageAction;
import io.lifeboat.catalog.action.ReconcileAction;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.event.EventCodec;
import io.lifeboat.recovery.authority.Authority;
import io.lifeboat.recovery.authority.AuthorityLedger;
import io.lifeboat.recovery.authority.AuthorityPhase;
import io.lifeboat.recovery.execution.CrashWorld.Performed;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what is on the record is what has happened outside, and whether that may have happened. */
@Alternative
@Dependent
class CrashRecord {

    private static final String ENGINE = "trading-engine";
    private static final String BY_A_PERSON = "Ada: ";

    private final RunRows runs;
    private final AttemptRows attempts;
    private final AuthorityLedger ledger;
    private final Timeline timeline;
    private final CrashWorld world;
    private final AgroalDataSource database;

    CrashRecord(
            RunRows runs,
            AttemptRows attempts,
            AuthorityLedger ledger,
            Timeline timeline,
            CrashWorld world,
            AgroalDataSource database) {
        this.runs = runs;
        this.attempts = attempts;
        this.ledger = ledger;
        this.timeline = timeline;
        this.world = world;
        this.database = database;
    }

    Authority authority() {
        return ledger.inForce(ENGINE).orElseThrow();
    }

    /** At any moment, with every process dead. */
    void mayBe(Authority before) {
        Authority now = authority();
        assertThat(world.violations).isEmpty();
        assertThat(now.epoch()).as("epochs only rise").isGreaterThanOrEqualTo(before.epoch());
        if (now.phase() == AuthorityPhase.OBSERVING) {
            assertThat(world.lowest()).as("only a fenced epoch is given away").isEqualTo(now.epoch());
        }
    }

    /** @param before the newest event before the run */
    void isTrue(UUID run, Procedure procedure, CrashScenario scenario, int asked, long before)
            throws SQLException, IOException {
        RunEntity ended = QuarkusTransaction.requiringNew().call(() -> runs.findById(run));
        List<AttemptEntity> all = QuarkusTransaction.requiringNew().call(() -> attempts.of(run));
        assertThat(ended.state).as("how it ends: %s", ended.reason).isEqualTo(scenario.ends);
        everyAttemptHasEnded(all);
        theTimelineIsTheAttempts(ended.incident, all, asked);
        whatHappenedIsOnTheRecord(all);
        whatIsOnTheRecordHappened(procedure, all);
        nothingHarmfulHappenedTwice(procedure, all);
        theAuthorityIsAsRecorded(run, procedure, all);
        eachIsToldOnce(procedure, sentSince(before));
        assertThat(state(ended.incident)).isEqualTo(scenario.ends.equals("SUCCEEDED") ? "CLOSED" : "WITH_PEOPLE");
    }

    private static void everyAttemptHasEnded(List<AttemptEntity> all) {
        assertThat(all)
                .extracting(attempt -> attempt.state.name())
                .doesNotContain("STARTED", "UNKNOWN", "WAITING", "SLEEPING");
        assertThat(all).allSatisfy(attempt -> assertThat(attempt.endedAt).isNotNull());
    }

    private void theTimelineIsTheAttempts(UUID incident, List<AttemptEntity> all, int asked) {
        List<Timeline.Entry> entries = QuarkusTransaction.requiringNew().call(() -> timeline.of(incident));
        for (AttemptEntity attempt : all) {
            List<String> told = entries.stream()
                    .filter(entry -> is(entry.event().path("step"), attempt))
                    .map(Timeline.Entry::type)
                    .toList();
            assertThat(told).as("%s, attempt %d", attempt.step, attempt.number).startsWith("step-started");
            assertThat(told.stream().filter("step-started"::equals)).hasSize(1);
            assertThat(told)
                    .as("%s, attempt %d, has ended", attempt.step, attempt.number)
                    .containsAnyOf("step-succeeded", "step-failed", "step-unknown", "human-answered");
            assertThat(told.stream().filter("step-succeeded"::equals))
                    .as("%s, attempt %d, is %s", attempt.step, attempt.number, attempt.state)
                    .hasSize(attempt.state == AttemptState.SUCCEEDED ? 1 : 0);
        }
        assertThat(count(entries, "step-started")).isEqualTo(all.size());
        assertThat(count(entries, "human-answered")).isEqualTo(asked);
        assertThat(count(entries, "run-started")).isEqualTo(1);
        assertThat(count(entries, "run-ended")).isEqualTo(1);
    }

    private static boolean is(JsonNode step, AttemptEntity attempt) {
        return step.path("name").asText().equals(attempt.step)
                && step.path("attempt").asInt() == attempt.number;
    }

    private static long count(List<Timeline.Entry> entries, String type) {
        return entries.stream().filter(entry -> entry.type().equals(type)).count();
    }

    /** Intent before act: nothing outside that no attempt speaks of. */
    private void whatHappenedIsOnTheRecord(List<AttemptEntity> all) {
        assertThat(all.stream().map(attempt -> attempt.step + " " + attempt.number))
                .containsAll(world.performed.stream()
                        .map(one -> one.step() + " " + one.attempt())
                        .toList());
    }

    private void whatIsOnTheRecordHappened(Procedure procedure, List<AttemptEntity> all) {
        Set<String> remote = steps(procedure)
                .filter(step -> step.action() instanceof SshAction || step.action() instanceof ActivateAction)
                .map(Step::name)
                .collect(Collectors.toSet());
        assertThat(all.stream()
                        .filter(attempt -> remote.contains(attempt.step))
                        .filter(attempt -> attempt.state == AttemptState.SUCCEEDED)
                        .filter(attempt -> !attempt.detail.startsWith(BY_A_PERSON))
                        .filter(attempt -> world.performed.stream().noneMatch(one -> is(one, attempt))))
                .as("said to have succeeded, and never done")
                .isEmpty();
    }

    private static boolean is(Performed one, AttemptEntity attempt) {
        return one.step().equals(attempt.step) && one.attempt() == attempt.number;
    }

    private void nothingHarmfulHappenedTwice(Procedure procedure, List<AttemptEntity> all) {
        steps(procedure)
                .filter(step -> step.effect() != Effect.IDEMPOTENT)
                .map(Step::name)
                .forEach(step -> {
                    assertThat(world.times(step)).as("how often %s", step).isLessThanOrEqualTo(1);
                    assertThat(all.stream().filter(attempt -> attempt.step.equals(step)))
                            .hasSizeLessThanOrEqualTo(1);
                });
    }

    /** Nothing is activated without a fence, and nothing trades that was not reconciled. */
    private void theAuthorityIsAsRecorded(UUID run, Procedure procedure, List<AttemptEntity> all) {
        Authority now = authority();
        if (!run.equals(now.run())) {
            assertThat(world.performed).noneMatch(one -> one.command().contains("LIFEBOAT_EPOCH"));
            return;
        }
        boolean fenced = succeeded(procedure, all, FenceAction.class);
        boolean activated = succeeded(procedure, all, ActivateAction.class);
        boolean reconciled = succeeded(procedure, all, ReconcileAction.class);
        assertThat(now.phase())
                .isEqualTo(
                        reconciled
                                ? AuthorityPhase.TRADING
                                : activated
                                        ? AuthorityPhase.OBSERVING
                                        : fenced ? AuthorityPhase.FENCED : AuthorityPhase.FENCING);
        assertThat(world.lowest() == now.epoch())
                .as("the gateway is where the ledger is")
                .isEqualTo(fenced);
    }

    private static boolean succeeded(Procedure procedure, List<AttemptEntity> all, Class<?> kind) {
        Set<String> names = steps(procedure)
                .filter(step -> kind.isInstance(step.action()))
                .map(Step::name)
                .collect(Collectors.toSet());
        return all.stream()
                .anyMatch(attempt -> names.contains(attempt.step) && attempt.state == AttemptState.SUCCEEDED);
    }

    /** A page that is sent again has its old id, and a command to the backup service is one command. */
    private void eachIsToldOnce(Procedure procedure, List<JsonNode> sent) {
        for (Step step : steps(procedure).toList()) {
            if (step.action() instanceof PageAction page) {
                assertThat(sent.stream()
                                .filter(event -> event.path("subject").asText().equals(step.title()))
                                .filter(event -> event.path("body").asText().equals(page.text()))
                                .map(event -> event.path("page").asText())
                                .distinct())
                        .as("pages of %s", step.name())
                        .hasSizeLessThanOrEqualTo(1);
            }
        }
        long commands = steps(procedure)
                .filter(step -> step.action() instanceof BackupAction)
                .count();
        assertThat(sent.stream().filter(event -> event.path("by").asText().equals("recovery-service")))
                .as("commands to the backup service")
                .hasSizeLessThanOrEqualTo((int) commands);
    }

    private static Stream<Step> steps(Procedure procedure) {
        return procedure.phases().values().stream().flatMap(List::stream).flatMap(group -> group.steps().stream());
    }

    /** The newest event that is on its way. */
    long newest() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select coalesce(max(id), 0) from outbox");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<JsonNode> sentSince(long event) throws SQLException, IOException {
        List<JsonNode> sent = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select body from outbox where id > ?")) {
            statement.setLong(1, event);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sent.add(EventCodec.JSON.readTree(rows.getString(1)));
                }
            }
        }
        return sent;
    }

    private String state(UUID incident) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select state from incident where id = ?")) {
            statement.setObject(1, incident);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
