package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.NameService;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.DnsAction;
import io.lifeboat.embedded.PortLeases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** On BIND 9, where that is installed. */
class DnsExecutorIT {

    private static final Path NAMED = Path.of("/usr/sbin/named");
    private static final String KEY = "c2l4dGVlbiBieXRlcyBhdCBsZWFzdCE=";
    private static final String NAME = "trading.bot.example.com.";

    @TempDir
    private Path folder;

    private final PortLeases ports = new PortLeases();
    private final List<Process> servers = new ArrayList<>();

    @BeforeEach
    void installed() {
        assumeTrue(Files.isExecutable(NAMED), "BIND 9 is not installed");
    }

    @AfterEach
    void stop() throws Exception {
        for (Process server : servers) {
            server.destroyForcibly().waitFor();
        }
        ports.close();
    }

    @Test
    void shouldLeadTheNameToTheHostOnEveryServer() throws Exception {
        // given
        int port = named("primary");

        // when
        ActionOutcome outcome = execute(NAME, KEY, port);

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ActionOutcome.Succeeded.class,
                        done -> assertThat(done.value()).isEqualTo("127.0.0.2"));
        assertThat(addresses(port)).containsExactly("127.0.0.2");
        assertThat(execute(NAME, KEY, port)).as("once more").isInstanceOf(ActionOutcome.Succeeded.class);
    }

    @Test
    void shouldChangeNothingWithAnotherKey() throws Exception {
        // given
        int port = named("primary");

        // when
        ActionOutcome outcome = execute(NAME, "YW5vdGhlciBrZXkgdGhhbiB0aGUgc2VydmVyJ3M=", port);

        // then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ActionOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).doesNotContain("YW5vdGhlc"));
        assertThat(addresses(port)).containsExactly("127.0.0.1");
    }

    @Test
    void shouldNotTouchANameOfAnotherZone() throws Exception {
        assertThat(execute("www.elsewhere.example.", KEY, named("primary")))
                .isInstanceOfSatisfying(
                        ActionOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("is not in the zone"));
    }

    @Test
    void shouldNotBeDoneWhileAServerSaysOtherwise() throws Exception {
        // given
        int primary = named("primary");
        int stale = named("stale");

        // when
        ActionOutcome outcome = execute(NAME, KEY, primary, stale);

        // then
        assertThat(outcome).isInstanceOfSatisfying(ActionOutcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains("127.0.0.1:" + stale + " says [127.0.0.1]");
            assertThat(failed.fault()).isEqualTo(Fault.TIMEOUT);
        });
    }

    @Test
    void shouldSayThatNobodyAnswers() throws Exception {
        assertThat(execute(NAME, KEY, ports.getAsInt()))
                .isInstanceOfSatisfying(
                        ActionOutcome.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(Fault.UNREACHABLE));
    }

    private ActionOutcome execute(String name, String key, int... at) throws IOException, InterruptedException {
        Path secret = Files.writeString(Files.createTempFile(folder, "tsig", ".key"), key + "\n");
        NameService names = new NameService(
                "bot.example.com",
                java.util.Arrays.stream(at)
                        .mapToObj(port -> new NameService.Server("127.0.0.1", port))
                        .toList(),
                new NameService.Tsig("lifeboat-update", "hmac-sha256", SecretRef.parse("file:" + secret)));
        Host standby = new Host("standby-server", "127.0.0.2", Map.of(), null, Path.of("/"));
        DnsAction action = new DnsAction(name, "standby-server", Duration.ofSeconds(30));
        return new DnsExecutor(Contexts.catalog(Map.of(standby.id(), standby), names), new Secrets(), Clock.systemUTC())
                .execute(action, Contexts.of(action, Effect.IDEMPOTENT, Duration.ofSeconds(2)));
    }

    private int named(String name) throws IOException {
        int port = ports.getAsInt();
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("zone.db"), """
                $TTL 30
                @ IN SOA ns1 root 1 3600 600 86400 30
                @ IN NS ns1
                ns1 IN A 127.0.0.1
                trading IN A 127.0.0.1
                """);
        Path config = Files.writeString(home.resolve("named.conf"), """
                options {
                  directory "%1$s"; pid-file "%1$s/named.pid"; session-keyfile "%1$s/session.key";
                  lock-file none;
                  listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
                  recursion no; notify no;
                };
                controls { };
                key "lifeboat-update" { algorithm hmac-sha256; secret "%3$s"; };
                zone "bot.example.com" { type primary; file "zone.db"; allow-update { key "lifeboat-update"; }; };
                """.formatted(home, port, KEY));
        servers.add(new ProcessBuilder(NAMED.toString(), "-g", "-n", "1", "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start());
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> !addresses(port).isEmpty());
        return port;
    }

    private static List<String> addresses(int port) throws IOException {
        Lookup lookup = new Lookup(NAME, Type.A);
        SimpleResolver resolver = new SimpleResolver("127.0.0.1");
        resolver.setPort(port);
        resolver.setTimeout(Duration.ofSeconds(1));
        lookup.setResolver(resolver);
        lookup.setCache(null);
        Record[] found = lookup.run();
        return found == null
                ? List.of()
                : Stream.of(found).map(Record::rdataToString).toList();
    }
}
