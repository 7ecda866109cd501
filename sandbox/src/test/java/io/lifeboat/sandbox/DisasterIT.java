package io.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.sandbox.process.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each disaster breaks what it says, and only what the plan says mends it. */
class DisasterIT {

    @Test
    void shouldLeaveADatabaseWhosePagesNobodyCanRead() throws IOException {
        // given
        assertThat(on("db-server", "pg_amcheck").status()).isZero();

        // when
        sandbox.breakIt(Disaster.DATABASE);

        // then
        RemoteHost.Outcome check = on("db-server", "pg_amcheck");
        assertThat(check.status()).isEqualTo(2);
        assertThat(check.out())
                .contains("heap table \"trades\": ERROR: invalid page in block 0")
                .contains("btree index \"orders_pkey\"");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(lastLine("trading-server", "/var/log/forex-trading-bot/engine.log"))
                        .contains("ERROR")
                        .contains("database error: "));
        assertThat(Files.readString(sandbox.host("db-server").resolve("/var/log/postgresql/postgresql.log")))
                .contains("page verification failed");
    }

    @Test
    void shouldStopAndStartItsDatabaseAsSystemdDoes() {
        // when
        assertThat(on("db-server", "systemctl stop postgresql").status()).isZero();

        // then
        assertThat(on("db-server", "systemctl is-active postgresql").status()).isEqualTo(3);
        assertThat(on("db-server", "systemctl stop postgresql").status()).isZero();
        assertThat(on("db-server", "pg_amcheck").status()).isEqualTo(1);
        assertThat(on("db-server", "systemctl start postgresql").status()).isZero();
        assertThat(on("db-server", "systemctl start postgresql").status()).isZero();
        assertThat(on("db-server", "systemctl is-active postgresql").out()).isEqualTo("active\n");
        awaitNewTrades();
    }

    private static final String RESTART_CONNECTOR = "supervisorctl restart mt5_connector";
    private static final String RESTART_API = "supervisorctl restart forex-api-server";
    private static final String SWITCH = "/opt/forex-trading-bot/scripts/switch_mt5_account.sh --account-id=";

    private final Sandbox sandbox = TestSandbox.get();

    @AfterEach
    void everythingWorks() {
        sandbox.mend(Disaster.MT5);
        sandbox.mend(Disaster.MT5_TRANSIENT);
        sandbox.mend(Disaster.API_CONFIG);
        sandbox.mend(Disaster.DATABASE);
        if (!connector().path("account").asText().equals("primary")) {
            on("trading-server", SWITCH + "primary");
        }
        awaitConnected("primary");
        await().atMost(Duration.ofSeconds(10)).until(this::apiWorks);
        assertThat(sandbox.verdict().good()).isTrue();
    }

    @Test
    void shouldMendAKilledApiByARestart() {
        // given
        Instant before = Instant.now();
        Instant broken = sandbox.breakIt(Disaster.API);
        assertThat(apiWorks()).isFalse();
        assertThat(broken).isBetween(before, Instant.now());
        assertThat(sandbox.brokenAt()).contains(broken);
        assertThat(on("api-server", "supervisorctl status forex-api-server").status())
                .isEqualTo(3);

        // when
        RemoteHost.Outcome restart = on("api-server", RESTART_API);

        // then
        assertThat(restart.out()).endsWith("forex-api-server: started\n");
        assertThat(restart.status()).isZero();
        await().atMost(Duration.ofSeconds(5)).until(this::apiWorks);
        await().atMost(Duration.ofSeconds(5)).until(this::mobileAppConnected);
    }

    @Test
    void shouldNotMendACorruptConfigurationByARestart() throws IOException {
        // given
        sandbox.breakIt(Disaster.API_CONFIG);

        // when
        RemoteHost.Outcome restart = on("api-server", RESTART_API);

        // then
        assertThat(restart.out()).endsWith("forex-api-server: ERROR (spawn error)\n");
        assertThat(restart.status()).isNotZero();
        assertThat(apiWorks()).isFalse();
        assertThat(lastLine("api-server", "/var/log/forex-api-server.log"))
                .contains("ERROR forex-api-server: API server can't start: ")
                .contains("api_config.yaml is no YAML");
    }

    @Test
    void shouldMendACorruptConfigurationByThePlansAdvancedRecovery() {
        // given
        sandbox.breakIt(Disaster.API_CONFIG);
        String config = "/opt/forex-trading-bot/config/api_config.yaml";

        // when
        RemoteHost.Outcome diff = on("api-server", "diff " + config + " " + config + ".backup");
        RemoteHost.Outcome copy = on("api-server", "cp " + config + ".backup " + config);
        RemoteHost.Outcome pip = on(
                "api-server",
                "cd /opt/forex-trading-bot && source venv/bin/activate && pip install -r requirements.txt");
        RemoteHost.Outcome restart = on("api-server", RESTART_API);

        // then
        assertThat(diff.status()).isEqualTo(1);
        assertThat(copy.status()).isZero();
        assertThat(pip.status()).as(pip.err()).isZero();
        assertThat(pip.out()).contains("Requirement already satisfied: postgresql-");
        assertThat(restart.status()).isZero();
        await().atMost(Duration.ofSeconds(5)).until(this::apiWorks);
    }

    @Test
    void shouldMendTheRefusedPrimaryAccountOnlyByTheSwitchToTheBackup() {
        // given
        sandbox.breakIt(Disaster.MT5);
        awaitDisconnected();

        // when
        on("trading-server", RESTART_CONNECTOR);

        // then
        assertThat(connector().path("connected").asBoolean()).isFalse();
        assertThat(connector().path("terminal").asText()).isEqualTo("running");

        // when
        RemoteHost.Outcome switched = on("trading-server", SWITCH + "backup");
        RemoteHost.Outcome restarted = on("trading-server", "supervisorctl restart forex-trading-bot");

        // then
        assertThat(switched.status()).isZero();
        assertThat(restarted.status()).isZero();
        awaitConnected("backup");
        awaitNewTrades();
    }

    @Test
    void shouldMendAStaleSessionOnlyByARestartOfTheConnector() {
        // given
        sandbox.breakIt(Disaster.MT5_TRANSIENT);
        awaitDisconnected();

        // when
        on("trading-server", "supervisorctl restart forex-trading-bot");

        // then
        assertThat(connector().path("connected").asBoolean()).isFalse();

        // when
        on("trading-server", RESTART_CONNECTOR);

        // then
        awaitConnected("primary");
        awaitNewTrades();
    }

    @Test
    void shouldBeMendedFromOutside() {
        for (Disaster disaster : Disaster.values()) {
            // given
            Sandbox attached = Sandbox.attach(sandbox.work());
            attached.breakIt(disaster);

            // when
            attached.mend(disaster);

            // then
            await().atMost(Duration.ofSeconds(10)).until(this::apiWorks);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                ObjectNode up = get("trading-server", "connector", "/status");
                return up != null && up.path("connected").asBoolean();
            });
            awaitConnected("primary");
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                ObjectNode up = get("trading-server", "engine", "/health");
                return up != null && up.path("state").asText().equals("trading");
            });
        }
    }

    @Test
    void shouldTradeTheTestTradeOnceForOneIncident() {
        // given
        String command =
                "export LIFEBOAT_INCIDENT='incident-7'; /opt/forex-trading-bot/scripts/test_trade.sh --lots=0.01";

        // when
        RemoteHost.Outcome first = on("trading-server", command);
        RemoteHost.Outcome second = on("trading-server", command);

        // then
        assertThat(first.status()).as(first.out() + first.err()).isZero();
        assertThat(second.status()).isZero();
        assertThat(second.out()).contains("\"repeated\":true");
        assertThat(connector().path("testTrade").asText()).isEqualTo("filled");
    }

    @Test
    void shouldRunTheApiInTheForegroundWithDebugging() throws IOException {
        // given
        on("api-server", "supervisorctl stop forex-api-server");

        // when
        RemoteHost.Outcome foreground =
                on("api-server", "cd /opt/forex-trading-bot && export DEBUG=1 && timeout 2 python run_api_server.py");

        // then
        assertThat(foreground.out())
                .contains("INFO forex-api-server: API server started")
                .contains("DEBUG");
        assertThat(foreground.status()).isEqualTo(124);
    }

    private RemoteHost.Outcome on(String host, String command) {
        return RemoteHost.run(sandbox, host, command);
    }

    private boolean apiWorks() {
        return get("api-server", "api", "/api/v1/trades") != null && get("api-server", "api", "/health") != null;
    }

    private boolean mobileAppConnected() {
        ObjectNode clients = get("api-server", "api", "/api/v1/clients");
        return clients != null && clients.path("mobileApp").asText().equals("connected");
    }

    private ObjectNode connector() {
        return await().atMost(Duration.ofSeconds(5))
                .until(() -> get("trading-server", "connector", "/status"), status -> status != null);
    }

    private void awaitDisconnected() {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !connector().path("connected").asBoolean());
    }

    private void awaitConnected(String account) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(connector().path("account").asText()).isEqualTo(account);
            assertThat(connector().path("fresh").asBoolean()).isTrue();
            assertThat(connector().path("reconciled").asBoolean()).isTrue();
        });
    }

    private void awaitNewTrades() {
        long before = sandbox.verdict().ordersAccepted();
        await().atMost(Duration.ofSeconds(10)).until(() -> sandbox.verdict().ordersAccepted() > before + 2);
    }

    private @org.jspecify.annotations.Nullable ObjectNode get(String host, String port, String path) {
        try {
            var answer =
                    HttpCall.get("http://127.0.0.1:" + sandbox.host(host).port(port) + path, Duration.ofSeconds(1));
            return answer.status() == 200 ? answer.body() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private String lastLine(String host, String file) throws IOException {
        return Files.readAllLines(sandbox.host(host).resolve(file)).getLast();
    }
}
