package io.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.sandbox.process.HttpCall;
import io.lifeboat.sandbox.process.JournalFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the bot does while nothing is broken for long. */
class SandboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Sandbox sandbox = TestSandbox.get();

    @Test
    void shouldTradeAndLoseNothing() {
        // when
        Verdict verdict = sandbox.verdict();

        // then
        assertThat(verdict.ordersAccepted()).isPositive();
        assertThat(verdict.good()).isTrue();
    }

    @Test
    void shouldNeitherLoseNorDoubleAnOrderWhenTheEngineIsKilledTenTimes() throws IOException {
        for (int i = 0; i < 10; i++) {
            // given
            long before = accepted().size();
            await().atMost(Duration.ofSeconds(15)).until(() -> accepted().size() > before + 1 + before % 2);

            // when
            long pid = Control.pid(sandbox.host("trading-server"), "forex-trading-bot");
            assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
            await().until(() -> !Control.running(sandbox.host("trading-server"), "forex-trading-bot"));
            Control.run(sandbox.host("trading-server"), "start forex-trading-bot");
        }

        // then
        Verdict verdict = sandbox.verdict();
        assertThat(verdict.ordersLost()).isZero();
        assertThat(verdict.epochOverlaps()).isZero();
        assertThat(accepted()).doesNotHaveDuplicates();
    }

    @Test
    void shouldNeitherLoseNorDoubleAnOrderWhenTheConnectorIsKilled() throws IOException {
        for (int i = 0; i < 3; i++) {
            // given
            long before = accepted().size();
            await().atMost(Duration.ofSeconds(15)).until(() -> accepted().size() > before + 1);

            // when
            long pid = Control.pid(sandbox.host("trading-server"), "mt5_connector");
            assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
            await().until(() -> !Control.running(sandbox.host("trading-server"), "mt5_connector"));
            Control.run(sandbox.host("trading-server"), "start mt5_connector");
        }

        // then
        assertThat(sandbox.verdict().ordersLost()).isZero();
        assertThat(accepted()).doesNotHaveDuplicates();
    }

    @Test
    void shouldReconnectByItselfWhenTheBrokerOnlyDropsTheConnection() throws IOException {
        // given
        Path log = sandbox.host("trading-server").resolve("/var/log/forex-trading-bot/mt5_connector.log");
        int lines = Files.readAllLines(log).size();

        // when
        HttpCall.post(broker("/admin/connections/drop?account=primary"), null, Duration.ofSeconds(2));

        // then
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(Files.readAllLines(log).stream().skip(lines))
                        .anyMatch(line -> line.contains("ERROR mt5_connector: connection to broker lost: "))
                        .anyMatch(
                                line -> line.endsWith("INFO mt5_connector: connection established, account=primary")));
    }

    @Test
    void shouldWriteTheTerminalJournalAsMetaTraderDoes() throws IOException {
        try (Stream<Path> files =
                Files.list(sandbox.host("trading-server").resolve("/opt/forex-trading-bot/mt5/logs"))) {
            // given
            Path journal = files.sorted().findFirst().orElseThrow();

            // when
            byte[] bytes = Files.readAllBytes(journal);

            // then
            assertThat(journal.getFileName().toString()).matches("\\d{8}\\.log");
            assertThat(bytes).startsWith(0xFF, 0xFE);
            assertThat(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE))
                    .contains("\tNetwork\t'primary': authorized on ");
        }
    }

    @Test
    void shouldStopTradingUnderALowerEpochAndGoOnUnderAHigherOne() throws IOException {
        // given
        String kafka = TestSandbox.kafka().bootstrapServers();

        // when
        Sandbox.grantAuthority(kafka, "standby-server", 2, "a drill");

        // then
        await().atMost(Duration.ofSeconds(10)).until(() -> engineState().equals("observing"));

        // when
        Sandbox.grantAuthority(kafka, "trading-server", 3, "the drill is over");

        // then
        await().atMost(Duration.ofSeconds(10)).until(() -> engineState().equals("trading"));
        assertThat(sandbox.verdict().good()).isTrue();
    }

    @Test
    void shouldGoOnTradingWhileKafkaIsAway() throws IOException {
        // given
        TestSandbox.kafka().stop();
        int before = accepted().size();

        try {
            // when
            long pid = Control.pid(sandbox.host("trading-server"), "forex-trading-bot");
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await().until(() -> !Control.running(sandbox.host("trading-server"), "forex-trading-bot"));
            Control.run(sandbox.host("trading-server"), "start forex-trading-bot");

            // then
            await().atMost(Duration.ofSeconds(15)).until(() -> accepted().size() > before + 3);
        } finally {
            TestSandbox.kafka().start();
        }
        assertThat(sandbox.verdict().good()).isTrue();
    }

    @Test
    void shouldKeepEveryCommandWithTheStepThatItBelongsTo() {
        // given
        String command = "export LIFEBOAT_INCIDENT='i-1' LIFEBOAT_RUN='r-1'; export LIFEBOAT_STEP='restart api'; "
                + "export LIFEBOAT_ATTEMPT=2; supervisorctl status forex-api-server # \"quoted\\\"";

        // when
        RemoteHost.run(sandbox, "api-server", command);

        // then
        assertThat(JournalFile.read(sandbox.host("api-server").resolve("/var/log/commands.jsonl")))
                .anySatisfy(entry -> {
                    assertThat(entry.path("command").asText()).isEqualTo(command);
                    assertThat(entry.path("incident").asText()).isEqualTo("i-1");
                    assertThat(entry.path("run").asText()).isEqualTo("r-1");
                    assertThat(entry.path("step").asText()).isEqualTo("restart api");
                    assertThat(entry.path("attempt").asText()).isEqualTo("2");
                });
    }

    @Test
    void shouldRefuseToActivateTheStandbyWithoutAFence() {
        // when
        RemoteHost.Outcome outcome =
                RemoteHost.run(sandbox, "standby-server", "cd /opt/forex-trading-bot/scripts && ./activate_standby.sh");

        // then
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("no epoch was given");
        assertThat(Control.running(sandbox.host("standby-server"), "forex-trading-bot"))
                .isFalse();
    }

    /** Over SSH, by a program of the standby; what a standby went on from is left as it was. */
    @Test
    void shouldCopyTheTradingStateToTheStandbyUntilThatIsActivated() throws IOException {
        // given
        SandboxHost standby = sandbox.host("standby-server");
        Path state = sandbox.host("trading-server").resolve("/opt/forex-trading-bot/state");
        Path copy = standby.resolve("/opt/forex-trading-bot/state-of-the-primary");
        Path activated = standby.resolve("/opt/forex-trading-bot/state/activated_epoch");
        Path log = standby.resolve("/var/log/forex-trading-bot/state_sync.log");
        Path made = Files.writeString(state.resolve("a file"), "one");
        try {
            await().atMost(PATIENCE).until(() -> Files.exists(copy.resolve("a file")));
            assertThat(copy.resolve("a file")).hasContent("one");
            assertThat(Files.getLastModifiedTime(copy.resolve("a file"))).isEqualTo(Files.getLastModifiedTime(made));
            assertThat(copy.resolve("authority.json")).hasSameTextualContentAs(state.resolve("authority.json"));

            // when
            Files.writeString(activated, "1000\n");
            await().atMost(PATIENCE)
                    .until(() -> Files.readString(log).contains("this host was activated under epoch 1000"));
            Files.writeString(made, "two");
            Control.run(standby, "restart state-sync");
            await().atMost(PATIENCE).until(() -> Files.readString(log).split("activated under epoch 1000").length > 2);

            // then
            assertThat(copy.resolve("a file")).hasContent("one");
        } finally {
            Files.deleteIfExists(activated);
            Files.delete(made);
        }
        await().atMost(PATIENCE).until(() -> !Files.exists(copy.resolve("a file")));
    }

    private List<String> accepted() throws IOException {
        List<String> ids = new java.util.ArrayList<>();
        HttpCall.get(broker("/orders"), Duration.ofSeconds(5))
                .body()
                .path("orders")
                .forEach(order -> ids.add(order.path("clientOrderId").asText()));
        return ids;
    }

    private String engineState() throws IOException {
        return HttpCall.get(
                        "http://127.0.0.1:" + sandbox.host("trading-server").port("engine") + "/health",
                        Duration.ofSeconds(2))
                .body()
                .path("state")
                .asText();
    }

    private String broker(String path) {
        return "http://127.0.0.1:" + sandbox.host("broker").port("status") + path;
    }
}
