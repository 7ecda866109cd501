package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.ChecksumAction;
import io.lifeboat.catalog.action.FenceAction;
import io.lifeboat.catalog.action.SqlAction;
import io.lifeboat.event.EventIds;
import io.lifeboat.recovery.authority.Authority;
import io.lifeboat.recovery.authority.AuthorityLedger;
import io.lifeboat.recovery.authority.AuthorityPhase;
import io.lifeboat.recovery.checksum.Baselines;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.gateway.Holdings;
import io.lifeboat.recovery.lifecycle.LifecycleProfile;
import io.lifeboat.ssh.RemoteOutcome;
import io.lifeboat.ssh.RemoteShell;
import io.lifeboat.testing.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a real PostgreSQL: statements, baselines that are kept, and who has the authority. */
@QuarkusTest
@TestProfile(LifecycleProfile.class)
@QuarkusTestResource(StackResource.class)
class ExecutorsIT {

    private static final String ENGINE = "trading-engine";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Inject
    Baselines baselines;

    @Inject
    AuthorityLedger ledger;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url = "";

    @Test
    void shouldReadTheFirstColumnOfTheFirstRow() {
        assertThat(sql("select v from (values ('f', 1), ('g', 2)) as t (v, n) order by n", "f"))
                .isEqualTo(new ActionOutcome.Succeeded("the answer is f", null, "f"));
        assertThat(sql("select 1 where false", null)).isEqualTo(new ActionOutcome.Succeeded("done", null, null));
        assertThat(sql("select 't'", "f")).isEqualTo(new ActionOutcome.Failed("the answer is t, not f"));
    }

    @Test
    void shouldCarryOutAStatementWithoutRows() {
        // given
        String table = "steps_" + EventIds.unique().toString().replace('-', '_');
        sql("create table " + table + " (v int)", null);

        // when
        ActionOutcome outcome = sql("insert into " + table + " values (7)", null);

        // then
        assertThat(outcome).isEqualTo(new ActionOutcome.Succeeded("done", null, null));
        assertThat(sql("select v from " + table, "7")).isInstanceOf(ActionOutcome.Succeeded.class);
    }

    @Test
    void shouldSayWhatTheServerSays() {
        assertThat(sql("selec 1", null))
                .asInstanceOf(type(ActionOutcome.Failed.class))
                .satisfies(failed -> assertThat(failed.reason()).contains("syntax error at or near \"selec\""));
        assertThat(sql("select pg_terminate_backend(pg_backend_pid())", null)).isInstanceOf(ActionOutcome.Failed.class);
        assertThat(execute("select pg_sleep(60)", null, Effect.AT_MOST_ONCE, port(), Duration.ofSeconds(1)))
                .isNotInstanceOf(ActionOutcome.Succeeded.class);
    }

    @Test
    void shouldTellAServerThatIsNotThereFromOneThatWasLost() {
        assertThat(execute("select 1", null, Effect.AT_MOST_ONCE, 9, TIMEOUT))
                .asInstanceOf(type(ActionOutcome.Failed.class))
                .satisfies(failed -> assertThat(failed.fault()).isEqualTo(Fault.UNREACHABLE));
        assertThat(new SqlExecutor(Contexts.catalog(Map.of(), null))
                        .execute(action("select 1", null), Contexts.of(action("", null), Effect.IDEMPOTENT, TIMEOUT)))
                .isEqualTo(new ActionOutcome.Failed("the catalog has no database 'bot' on 'db-server' any more"));
    }

    @Test
    void shouldTellWhatHasBecomeOfFilesSinceTheBaseline(@TempDir Path folder) throws Exception {
        // given
        Path files = Files.createDirectories(folder.resolve("it's $(id); a folder"));
        Files.writeString(files.resolve("config.yaml"), "port: 8000");
        Files.writeString(files.resolve("strategy"), "buy low");
        assertThat(checksum(ChecksumAction.Verb.COMPARE, files))
                .asInstanceOf(type(ActionOutcome.Failed.class))
                .satisfies(failed -> assertThat(failed.reason()).startsWith("there is no baseline of api-server"));
        assertThat(checksum(ChecksumAction.Verb.BASELINE, files))
                .isEqualTo(new ActionOutcome.Succeeded("2 files are the baseline of api-server"));
        assertThat(checksum(ChecksumAction.Verb.COMPARE, files))
                .isEqualTo(new ActionOutcome.Succeeded("2 files are as they were at the baseline"));

        // when
        Files.writeString(files.resolve("strategy"), "buy high");
        Files.writeString(files.resolve("new\nline"), "");
        Files.delete(files.resolve("config.yaml"));

        // then
        assertThat(checksum(ChecksumAction.Verb.COMPARE, files))
                .asInstanceOf(type(ActionOutcome.Failed.class))
                .satisfies(failed -> assertThat(failed.reason())
                        .contains("1 changed (" + files + "/strategy)", "1 added", "1 removed"));
    }

    @Test
    void shouldKeepNoBaselineOfAListThatWasCut(@TempDir Path folder) throws Exception {
        // given
        RemoteShell cut = (host, command, timeout, enough) -> {
            assertThat(enough.test("0".repeat(64) + "  /opt/strategy")).isFalse();
            return new RemoteOutcome.Exited(0, "");
        };

        // then
        assertThat(checksum(ChecksumAction.Verb.BASELINE, folder, cut))
                .isEqualTo(new ActionOutcome.Failed("the list of sums on api-server has no end: nothing is compared"));
        assertThat(checksum(ChecksumAction.Verb.BASELINE, folder.resolve("is-not-there")))
                .isInstanceOf(ActionOutcome.Failed.class);
        assertThat(baselines.of("api-server", List.of(folder.toString()))).isEmpty();
    }

    /** The order path first, and then everything else that the plan names: a pod that is left is no confirmed fence. */
    @Test
    void shouldConfirmAFenceOnlyWhenNoPodIsLeft() throws Exception {
        try (FakeCluster fake = new FakeCluster()) {
            // given
            UUID run = EventIds.unique();
            Obedient gateway = new Obedient();
            FenceExecutor executor = new FenceExecutor(ledger, gateway, fake.cluster());
            FenceAction action = new FenceAction(ENGINE, new FenceAction.Deployment("trading", "forex-engine"));
            fake.podsLeft = 1;

            // when
            ActionOutcome left = executor.execute(action, context(run, action, Duration.ofSeconds(1)));

            // then
            assertThat(left)
                    .asInstanceOf(type(ActionOutcome.Failed.class))
                    .satisfies(failed -> assertThat(failed.reason())
                            .contains("the fence is not confirmed", "forex-engine still has 1 pods, not 0"));
            assertThat(gateway.lowest).isPositive();
            assertThat(ledger.inForce(ENGINE).map(Authority::phase)).contains(AuthorityPhase.FENCING);
            assertThat(activate(run))
                    .asInstanceOf(type(ActionOutcome.Failed.class))
                    .satisfies(failed -> assertThat(failed.reason()).startsWith("nothing is activated"));

            // when: it is gone
            fake.podsLeft = 0;
            ActionOutcome gone = executor.execute(action, context(run, action, Duration.ofSeconds(5)));

            // then
            assertThat(gone)
                    .asInstanceOf(type(ActionOutcome.Succeeded.class))
                    .satisfies(fenced -> assertThat(fenced.detail()).endsWith("and forex-engine has no pod left"));
            assertThat(activate(run)).isInstanceOf(ActionOutcome.Succeeded.class);
        }
    }

    @Test
    void shouldNotConfirmAFenceThatTheClusterRefusesNorAskItBeforeTheGateway() throws Exception {
        try (FakeCluster fake = new FakeCluster()) {
            // given
            UUID run = EventIds.unique();
            Obedient gateway = new Obedient();
            FenceExecutor executor = new FenceExecutor(ledger, gateway, fake.cluster());
            FenceAction action = new FenceAction(ENGINE, new FenceAction.Deployment("trading", "forex-engine"));
            fake.refuses = 403;

            // then
            assertThat(executor.execute(action, context(run, action, Duration.ofSeconds(1))))
                    .asInstanceOf(type(ActionOutcome.Failed.class))
                    .satisfies(failed -> assertThat(failed.reason()).contains("the cluster refuses (403)"));
            fake.requests.clear();
            gateway.deaf = true;
            assertThat(executor.execute(action, context(run, action, Duration.ofSeconds(1))))
                    .asInstanceOf(type(ActionOutcome.Failed.class))
                    .satisfies(failed -> assertThat(failed.reason()).contains("still takes epoch"));
            assertThat(fake.requests).isEmpty();
        }
    }

    private ActionOutcome activate(UUID run) throws InterruptedException {
        ActivateAction action = new ActivateAction(ENGINE, "api-server", "true");
        return new ActivateExecutor(ledger, new Shell(hosts(), HERE)).execute(action, context(run, action, TIMEOUT));
    }

    private static ActionContext context(UUID run, io.lifeboat.catalog.action.Action action, Duration timeout) {
        ActionContext any = Contexts.of(action, Effect.IDEMPOTENT, timeout);
        return new ActionContext(any.incident(), run, any.step(), 1, 1);
    }

    private ActionOutcome checksum(ChecksumAction.Verb verb, Path folder) throws InterruptedException {
        return checksum(verb, folder, HERE);
    }

    private ActionOutcome checksum(ChecksumAction.Verb verb, Path folder, RemoteShell shell)
            throws InterruptedException {
        ChecksumAction action = new ChecksumAction(verb, "api-server", List.of(folder.toString()));
        return new ChecksumExecutor(new Shell(hosts(), shell), baselines)
                .execute(action, Contexts.of(action, Effect.IDEMPOTENT, TIMEOUT));
    }

    private ActionOutcome sql(String query, @Nullable String equals) {
        return execute(query, equals, Effect.IDEMPOTENT, port(), TIMEOUT);
    }

    private ActionOutcome execute(String query, @Nullable String equals, Effect effect, int port, Duration timeout) {
        Host.Database database = new Host.Database(
                URI.create(url.substring("jdbc:".length())).getPath().substring(1),
                port,
                "postgres",
                SecretRef.parse("env:PATH"));
        Host host = new Host("db-server", "127.0.0.1", Map.of(), null, Path.of("/"), null, Map.of("bot", database));
        return new SqlExecutor(Contexts.catalog(Map.of(host.id(), host), null))
                .execute(action(query, equals), Contexts.of(action(query, equals), effect, timeout));
    }

    private int port() {
        return URI.create(url.substring("jdbc:".length())).getPort();
    }

    private static SqlAction action(String query, @Nullable String equals) {
        return new SqlAction("db-server", "bot", query, equals);
    }

    private static Catalog hosts() {
        Host host = new Host("api-server", "127.0.0.1", Map.of(), null, Path.of("/"));
        return Contexts.catalog(Map.of(host.id(), host), null);
    }

    /** This machine's own shell. */
    private static final RemoteShell HERE = (host, command, timeout, enough) -> {
        try {
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader out = shell.inputReader()) {
                var _ = out.lines().filter(enough).count();
            }
            return new RemoteOutcome.Exited(shell.waitFor(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    };

    private static final class Obedient implements Gateway {
        private long lowest;
        private boolean deaf;

        @Override
        public void refuseBelow(String engine, long epoch) {
            lowest = deaf ? lowest : epoch;
        }

        @Override
        public long lowestEpoch(String engine) {
            return deaf ? 0 : lowest;
        }

        @Override
        public Holdings holdings(String engine) throws IOException {
            throw new IOException("no report");
        }
    }
}
