package io.lifeboat.recovery.lifecycle;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Contact;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Budget;
import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.Step.OnFailure;
import io.lifeboat.catalog.Step.Retry;
import io.lifeboat.catalog.Step.Verify;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.ApproveAction;
import io.lifeboat.catalog.action.BackupAction;
import io.lifeboat.catalog.action.FenceAction;
import io.lifeboat.catalog.action.ManualAction;
import io.lifeboat.catalog.action.ProbeAction;
import io.lifeboat.catalog.action.ReconcileAction;
import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.catalog.action.WaitAction;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan with one scenario for each way an incident can go; a scenario's procedure has its name. */
@Alternative
@Singleton
class LifecyclePlan {

    static final String COMPONENT = "api-service";
    static final String ENGINE = "trading-engine";
    static final String ADMINISTRATOR = "system-administrator";
    static final String MANAGER = "trading-manager";

    static final String MENDED = "mended";
    static final String WATCHED = "watched";
    static final String LONG_TAIL = "long-tail";
    static final String UNSURE = "unsure";
    static final String SNAPSHOT = "snapshot";

    static final String GUARDED = "guarded";
    static final String TWO_PEOPLE = "two-people";
    static final String HURRIED = "hurried";
    static final String FAILOVER = "failover";
    static final String PATIENT = "patient";
    static final String WIDER = "wider";
    static final String FRAGILE = "fragile";
    static final String LOCAL = "local";
    static final String EVERYWHERE = "everywhere";
    static final String HASTY = "hasty";
    static final String SCRIPTED = "scripted";
    static final String MONITORING = "monitoring";

    static final String RESTORED = "restored";
    static final String BY_HAND = "by-hand";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Produces
    @Alternative
    @Singleton
    Catalog catalog() {
        Map<String, Procedure> procedures = new LinkedHashMap<>();
        Stream.of(
                        procedure(MENDED, Mode.AUTO, Map.of(Phase.RECOVER, restart(), Phase.VERIFY, healthy())),
                        procedure(WATCHED, Mode.OBSERVE, Map.of(Phase.RECOVER, restart())),
                        procedure(
                                LONG_TAIL,
                                Mode.AUTO,
                                Map.of(
                                        Phase.RECOVER,
                                        restart(),
                                        Phase.VERIFY,
                                        healthy(),
                                        Phase.RESOLVE,
                                        step(
                                                "investigate",
                                                new ManualAction(MANAGER, "What was the cause?"),
                                                Effect.IDEMPOTENT,
                                                new Step.Continue(),
                                                null))),
                        procedure(UNSURE, Mode.AUTO, Map.of(Phase.RECOVER, switchAccount(), Phase.VERIFY, healthy())),
                        procedure(GUARDED, Mode.APPROVE, Map.of(Phase.RECOVER, restart(), Phase.VERIFY, healthy())),
                        procedure(
                                TWO_PEOPLE,
                                Mode.AUTO,
                                Map.of(
                                        Phase.IMMEDIATE,
                                        step(
                                                "approve",
                                                new ApproveAction(MANAGER, "Go on?", 2, Duration.ofMinutes(5)),
                                                Effect.IDEMPOTENT,
                                                new Step.Abort(),
                                                null),
                                        Phase.RECOVER,
                                        restart(),
                                        Phase.VERIFY,
                                        healthy())),
                        procedure(
                                HURRIED,
                                Mode.AUTO,
                                Map.of(
                                        Phase.IMMEDIATE,
                                        step(
                                                "approve",
                                                new ApproveAction(MANAGER, "Go on?", 1, Duration.ofMillis(300)),
                                                Effect.IDEMPOTENT,
                                                new Step.Abort(),
                                                null),
                                        Phase.RECOVER,
                                        restart(),
                                        Phase.VERIFY,
                                        healthy())),
                        failover(),
                        procedure(
                                PATIENT,
                                Mode.AUTO,
                                Map.of(
                                        Phase.IMMEDIATE,
                                        when(restart(), "evidence.exists(e, e.detail == 'restart it')"),
                                        Phase.RECOVER,
                                        step(
                                                "wait",
                                                new WaitAction(Duration.ofMillis(700)),
                                                Effect.IDEMPOTENT,
                                                new Step.Abort(),
                                                null),
                                        Phase.VERIFY,
                                        healthy())),
                        procedure(
                                FRAGILE,
                                Mode.AUTO,
                                Map.of(
                                        Phase.RECOVER,
                                        step(
                                                "mend",
                                                new SshAction("api-server", "mend it", null),
                                                Effect.IDEMPOTENT,
                                                new Step.Ask(MANAGER),
                                                null),
                                        Phase.VERIFY,
                                        healthy())),
                        procedure(
                                HASTY,
                                Mode.AUTO,
                                Map.of(
                                        Phase.IMMEDIATE,
                                        step(
                                                "approve",
                                                new ApproveAction(MANAGER, "Quick: go on?", 1, Duration.ofMillis(700)),
                                                Effect.IDEMPOTENT,
                                                new Step.Abort(),
                                                null),
                                        Phase.RECOVER,
                                        restart())),
                        procedure(
                                SCRIPTED,
                                Mode.AUTO,
                                Map.of(
                                        Phase.RECOVER,
                                        step(
                                                "mend",
                                                new SshAction("api-server", "cd /opt/bot && ./mend.sh", null),
                                                Effect.AT_MOST_ONCE,
                                                new Step.Ask(MANAGER),
                                                new Verify("account", "backup")))),
                        procedure(
                                RESTORED,
                                Mode.AUTO,
                                Map.of(
                                        Phase.RECOVER,
                                        step(
                                                "restore",
                                                new BackupAction(BackupAction.Verb.RESTORE, "database"),
                                                Effect.IDEMPOTENT,
                                                new Step.Abort(),
                                                null),
                                        Phase.VERIFY,
                                        healthy())),
                        procedure(
                                BY_HAND,
                                Mode.AUTO,
                                Map.of(
                                        Phase.RECOVER,
                                        step(
                                                "look",
                                                new ManualAction(MANAGER, "Is it mended?"),
                                                Effect.IDEMPOTENT,
                                                new Step.Abort(),
                                                null),
                                        Phase.VERIFY,
                                        healthy())),
                        procedure(LOCAL, Mode.AUTO, Map.of(Phase.RECOVER, restart(), Phase.VERIFY, healthy())),
                        procedure(EVERYWHERE, Mode.APPROVE, Map.of(Phase.RECOVER, restart(), Phase.VERIFY, healthy())),
                        procedure(WIDER, Mode.AUTO, Map.of(Phase.RECOVER, restart(), Phase.VERIFY, healthy())),
                        procedure(
                                SNAPSHOT,
                                Mode.AUTO,
                                Map.of(
                                        Phase.VERIFY,
                                        healthy(),
                                        Phase.RESOLVE,
                                        step(
                                                "keep",
                                                new BackupAction(BackupAction.Verb.TAKE, "configuration"),
                                                Effect.IDEMPOTENT,
                                                new Step.Abort(),
                                                null))))
                .forEach(procedure -> procedures.put(procedure.id(), procedure));
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        procedures.keySet().forEach(id -> scenarios.put(id, scenario(id)));
        return new Catalog(
                Map.of(
                        COMPONENT,
                        new Component(
                                COMPONENT,
                                "API",
                                Duration.ofMinutes(30),
                                Duration.ofMinutes(10),
                                "api-server",
                                ADMINISTRATOR),
                        ENGINE,
                        new Component(ENGINE, "Engine", Duration.ofMinutes(15), null, "api-server", MANAGER),
                        MONITORING,
                        new Component(MONITORING, "Monitoring", null, null, null, ADMINISTRATOR)),
                Map.of("api-server", new Host("api-server", "127.0.0.1", Map.of(), null, Path.of("/"))),
                contacts(),
                Map.of("health", probe("health"), "account", probe("account")),
                Map.of(),
                scenarios,
                procedures,
                Map.of(),
                Map.of(),
                "test");
    }

    private static Map<String, Contact> contacts() {
        Map<String, Contact> contacts = new LinkedHashMap<>();
        contacts.put(ADMINISTRATOR, new Contact(ADMINISTRATOR, "Administrator", null, "admin@example.com", null));
        contacts.put(MANAGER, new Contact(MANAGER, "Manager", null, "manager@example.com", null));
        return contacts;
    }

    /** As the plan's failover, without what has nothing to do with who trades. */
    private static Procedure failover() {
        Map<Phase, List<Group>> phases = new EnumMap<>(Phase.class);
        phases.put(
                Phase.RECOVER,
                Stream.of(
                                step("fence", new FenceAction(ENGINE), Effect.IDEMPOTENT, new Step.Abort(), null),
                                step(
                                        "activate",
                                        new ActivateAction(ENGINE, "api-server", "activate"),
                                        Effect.IDEMPOTENT,
                                        new Step.Abort(),
                                        null),
                                step(
                                        "reconcile",
                                        new ReconcileAction(ENGINE, ScriptedGateway.ENGINE_REPORT, BigDecimal.ZERO),
                                        Effect.IDEMPOTENT,
                                        new Step.Abort(),
                                        null))
                        .map(step -> new Group(List.of(step)))
                        .toList());
        phases.put(Phase.VERIFY, List.of(new Group(List.of(healthy()))));
        return new Procedure(
                FAILOVER, COMPONENT, Mode.AUTO, new Budget(2, Duration.ofHours(1)), phases, "hash-of-" + FAILOVER);
    }

    private static Step when(Step step, String expression) {
        return new Step(
                step.name(),
                step.title(),
                step.action(),
                step.effect(),
                step.timeout(),
                step.retry(),
                step.onFailure(),
                step.verify(),
                expression);
    }

    private static Step restart() {
        return step("restart", new SshAction("api-server", "restart", null), Effect.IDEMPOTENT, new Step.Abort(), null);
    }

    private static Step switchAccount() {
        return step(
                "switch",
                new SshAction("api-server", "switch", null),
                Effect.AT_MOST_ONCE,
                new Step.Ask(MANAGER),
                new Verify("account", "backup"));
    }

    private static Step healthy() {
        return step("healthy", new ProbeAction("health", null), Effect.IDEMPOTENT, new Step.Abort(), null);
    }

    private static Step step(String name, Action action, Effect effect, OnFailure onFailure, @Nullable Verify verify) {
        return new Step(
                name, "Title of " + name, action, effect, TIMEOUT, new Retry(1, Duration.ZERO), onFailure, verify);
    }

    private static Procedure procedure(String id, Mode mode, Map<Phase, Step> steps) {
        Map<Phase, List<Group>> phases = new EnumMap<>(Phase.class);
        steps.forEach((phase, step) -> phases.put(phase, List.of(new Group(List.of(step)))));
        return new Procedure(id, COMPONENT, mode, new Budget(2, Duration.ofHours(1)), phases, "hash-of-" + id);
    }

    private static Scenario scenario(String id) {
        return new Scenario(
                id,
                "Title of " + id,
                id.equals(EVERYWHERE) ? MONITORING : COMPONENT,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO,
                switch (id) {
                    case WIDER -> List.of(TWO_PEOPLE);
                    case EVERYWHERE -> List.of(LOCAL);
                    default -> List.of();
                },
                id);
    }

    private static ProbeSpec probe(String id) {
        return new ProbeSpec(
                id, COMPONENT, new ProbeSpec.Http(URI.create("http://127.0.0.1:9/"), 200, null, null, TIMEOUT), null);
    }
}
