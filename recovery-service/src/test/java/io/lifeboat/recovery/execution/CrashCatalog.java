package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.NameService;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Budget;
import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.Step.OnFailure;
import io.lifeboat.catalog.Step.Verify;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.catalog.action.ReconcileAction;
import io.lifeboat.catalog.action.SshAction;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The shipped plan, step for step, on this machine: its name server, its database and its engine's report are the test's,
 * and nothing waits (a step is tried twice at most, and at once). With one procedure more, because none of the shipped ones
 * takes anything back.
 */
@Alternative
@Singleton
class CrashCatalog {

    static final String TAKEN_BACK = "taken-back";

    /** Another one than the other hosts', so that it is seen where a name leads. */
    static final String STANDBY_ADDRESS = "127.0.0.2";

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Produces
    @Alternative
    @Singleton
    Catalog catalog(
            CrashWorld world,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String jdbc,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password)
            throws IOException {
        Catalog shipped = CatalogLoader.load(Path.of("../catalog"));
        URI database = URI.create(jdbc.substring("jdbc:".length()));
        Host.Database bot =
                new Host.Database(database.getPath().substring(1), database.getPort(), user, secret("bot", password));
        Map<String, Host> hosts = new LinkedHashMap<>();
        shipped.hosts().forEach((id, host) -> hosts.put(id, here(host, bot)));
        Map<String, Procedure> procedures = new LinkedHashMap<>();
        shipped.procedures().forEach((id, procedure) -> procedures.put(id, quick(procedure, world.report())));
        procedures.put(TAKEN_BACK, takenBack());
        NameService names = Objects.requireNonNull(shipped.names());
        return new Catalog(
                shipped.components(),
                hosts,
                shipped.contacts(),
                shipped.probes(),
                shipped.logs(),
                shipped.scenarios(),
                procedures,
                shipped.backups(),
                shipped.drills(),
                new NameService(
                        names.zone(),
                        List.of(new NameService.Server(
                                LOOPBACK, world.zone(names.tsig()).port())),
                        new NameService.Tsig(
                                names.tsig().name(), names.tsig().algorithm(), secret("tsig", CrashZone.KEY))),
                shipped.gateway(),
                shipped.hash());
    }

    private static SecretRef secret(String name, String value) throws IOException {
        Path file = Files.createTempFile(Files.createDirectories(Path.of("target/crash")), name, ".secret");
        return new SecretRef(
                SecretRef.Scheme.FILE, Files.writeString(file, value).toString());
    }

    private static Host here(Host host, Host.Database bot) {
        Map<String, Host.Database> databases = host.databases().isEmpty() ? Map.of() : Map.of("bot", bot);
        String address = host.id().equals("standby-server") ? STANDBY_ADDRESS : LOOPBACK;
        return new Host(host.id(), address, host.ports(), host.ssh(), host.files(), host.supervisor(), databases);
    }

    private static Procedure quick(Procedure procedure, URI report) {
        Map<Phase, List<Group>> phases = new EnumMap<>(Phase.class);
        procedure
                .phases()
                .forEach((phase, groups) -> phases.put(
                        phase,
                        groups.stream()
                                .map(group -> new Group(group.steps().stream()
                                        .map(step -> quick(step, report))
                                        .toList()))
                                .toList()));
        return new Procedure(
                procedure.id(), procedure.component(), procedure.mode(), procedure.budget(), phases, procedure.hash());
    }

    private static Step quick(Step step, URI report) {
        Action action = step.action() instanceof ReconcileAction reconcile
                ? new ReconcileAction(reconcile.engine(), report, reconcile.tolerance())
                : step.action();
        int tries = Math.min(2, step.retry().attempts());
        return new Step(
                step.name(),
                step.title(),
                action,
                step.effect(),
                step.timeout(),
                new Step.Retry(tries, AT_ONCE, step.retry().on()),
                step.onFailure(),
                step.verify(),
                step.when());
    }

    private static Procedure takenBack() {
        Map<Phase, List<Group>> phases = new EnumMap<>(Phase.class);
        Verify backup = new Verify("mt5-account", "backup");
        Verify primary = new Verify("mt5-account", "primary");
        phases.put(
                Phase.RECOVER,
                List.of(
                        group("switch-account", Effect.COMPENSATABLE, new Step.Compensate(), backup),
                        group("restart-bot", Effect.IDEMPOTENT, new Step.Compensate(), null)));
        phases.put(Phase.VERIFY, List.of(group("look", Effect.IDEMPOTENT, new Step.Abort(), null)));
        phases.put(
                Phase.COMPENSATE,
                List.of(group("switch-back", Effect.AT_MOST_ONCE, new Step.Ask("trading-manager"), primary)));
        return new Procedure(
                TAKEN_BACK,
                "trading-engine",
                Mode.AUTO,
                new Budget(1, Duration.ofHours(1)),
                phases,
                "hash-of-" + TAKEN_BACK);
    }

    private static Group group(String name, Effect effect, OnFailure onFailure, @Nullable Verify verify) {
        return new Group(List.of(new Step(
                name,
                "Title of " + name,
                new SshAction("trading-server", name, null),
                effect,
                Duration.ofSeconds(5),
                new Step.Retry(1, AT_ONCE),
                onFailure,
                verify)));
    }
}
