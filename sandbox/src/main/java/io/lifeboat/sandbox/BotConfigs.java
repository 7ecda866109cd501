package io.lifeboat.sandbox;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.process.BotPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The bot's configuration files, as its people would have written them. */
final class BotConfigs {

    private final String database;
    private final Map<String, String> accountKeys;
    private final SandboxHost broker;
    private final String kafka;
    /** The same wherever the API may run, so that a failover logs nobody out. */
    private final String apiSecret = UUID.randomUUID().toString();

    BotConfigs(String database, Map<String, String> accountKeys, SandboxHost broker, String kafka) {
        this.database = database;
        this.accountKeys = accountKeys;
        this.broker = broker;
        this.kafka = kafka;
    }

    void writeConnector(SandboxHost host) throws IOException {
        StringBuilder accounts = new StringBuilder();
        accountKeys.forEach((name, key) -> accounts.append("  ")
                .append(name)
                .append(": { key: \"")
                .append(key)
                .append("\" }\n"));
        write(host, "mt5_config.yaml", """
                # MT5 connector
                broker:
                  host: %s
                  port: %d
                active_account: primary
                accounts:
                %shttp_port: %d
                """.formatted(
                        broker.address(), broker.port("trade"), accounts, host.port("connector")));
    }

    void writeEngine(SandboxHost host) throws IOException {
        write(host, "engine_config.yaml", """
                # Trading engine
                host: %s
                engine: trading-engine
                connector_url: http://%s:%d
                health_port: %d
                kafka: "%s"
                %s""".formatted(
                host.id(), host.address(), host.port("connector"), host.port("engine"), kafka, databaseLines()));
    }

    void writeApi(SandboxHost host) throws IOException {
        String text = """
                # API server
                port: %d
                %s""".formatted(host.port("api"), databaseLines());
        write(host, "api_config.yaml", text);
        write(host, "api_config.yaml.backup", text);
        write(host, "api_secret", apiSecret);
    }

    /** @param key what the standby logs in with */
    void writeStateSync(SandboxHost standby, SandboxHost primary, Path key) throws IOException {
        write(standby, "state_sync.yaml", """
                # Copies the trading state of the primary to state-of-the-primary
                primary:
                  host: %s
                  address: %s
                  ssh_port: %d
                  user: %s
                  host_key: %s
                key: '%s'
                """.formatted(
                        primary.id(),
                        primary.address(),
                        primary.sshPort(),
                        primary.user(),
                        primary.hostKey(),
                        key.toString().replace("'", "''")));
    }

    private String databaseLines() {
        return """
                database:
                  url: %s
                  user: %s
                  password: %s
                """.formatted(database, PostgresServer.USER, PostgresServer.USER);
    }

    private static void write(SandboxHost host, String name, String text) throws IOException {
        Path file = new BotPaths(host.root()).config(name);
        Files.writeString(file, text);
    }
}
