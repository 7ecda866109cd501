package io.lifeboat.sandbox;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.host.DebianHost;
import io.lifeboat.sandbox.host.HostConfig;
import io.lifeboat.sandbox.host.HostConfig.ProgramConfig;
import io.lifeboat.sandbox.host.HostConfig.Replication;
import io.lifeboat.sandbox.host.HostFiles;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.JavaCommand;
import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Lays a sandbox out in its work folder: machines, ports, keys, configuration. Starts nothing. */
final class SandboxLayout {

    static final String TRADING = "trading-server";
    static final String API = "api-server";
    static final String DATABASE = "db-server";
    static final String STANDBY = "standby-server";
    static final String BROKER = "broker";
    static final String PROVIDER = "provider";
    static final String ZONE = "bot.example.com";
    static final String TSIG_KEY = "lifeboat-update";
    static final String TSIG_ALGORITHM = "hmac-sha256";

    private static final String REPLICATION_PASSWORD = "replication.password";

    private static final ProgramConfig CONNECTOR_PROGRAM =
            new ProgramConfig("mt5_connector", "run_mt5_connector.py", true);
    private static final ProgramConfig ENGINE_PROGRAM = new ProgramConfig("forex-trading-bot", "run_engine.py", true);
    private static final ProgramConfig API_PROGRAM = new ProgramConfig("forex-api-server", "run_api_server.py", true);
    private static final ProgramConfig SYNC_PROGRAM = new ProgramConfig("state-sync", "run_state_sync.py", true);

    private final SandboxConfig config;
    private final JavaCommand java;
    private final Path keys;

    SandboxLayout(SandboxConfig config, JavaCommand java) {
        this.config = config;
        this.java = java;
        this.keys = config.work().resolve("keys");
    }

    SandboxState write() throws IOException {
        String authorized = SandboxKeys.create(keys.resolve("lifeboat"));
        Files.writeString(keys.resolve("authorized_keys"), authorized + "\n");
        IntSupplier ports = config.ports();
        List<SandboxHost> hosts = new ArrayList<>();
        hosts.add(host(TRADING, "connector", "engine"));
        hosts.add(host(API, "api", "uplink"));
        hosts.add(host(DATABASE, "postgresql"));
        hosts.add(host(STANDBY, "connector", "engine", "api", "postgresql"));
        hosts.add(foreign(BROKER, Map.of("trade", ports.getAsInt(), "status", ports.getAsInt())));
        hosts.add(foreign(PROVIDER, Map.of("status", ports.getAsInt(), "dns", ports.getAsInt())));
        String database = "jdbc:postgresql://" + hosts.get(2).at("postgresql") + "/" + HostConfig.DATABASE;
        SandboxState state =
                new SandboxState(config.work(), ProcessHandle.current().pid(), hosts, database);
        writeConfigs(state);
        return state;
    }

    /** As {@link #write} has left it. */
    HostConfig hostConfig(SandboxHost host) {
        try {
            return HostConfig.read(HostConfig.file(host.root()));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the configuration of " + host.id(), e);
        }
    }

    Path brokerConfig() {
        return config.work().resolve(BROKER).resolve("broker.json");
    }

    Path providerConfig() {
        return config.work().resolve(PROVIDER).resolve("provider.json");
    }

    /** A machine that is not the bot's: nobody logs in. */
    private SandboxHost foreign(String id, Map<String, Integer> ports) throws IOException {
        Path root = Files.createDirectories(config.work().resolve(id));
        return new SandboxHost(id, root, root, config.machines().address(id), 0, "", "", 0, ports);
    }

    private SandboxHost host(String id, String... portNames) throws IOException {
        Map<String, Integer> named = new LinkedHashMap<>();
        for (String name : portNames) {
            named.put(name, config.ports().getAsInt());
        }
        Path root = config.work().resolve("hosts").resolve(id);
        String address = config.machines().address(id);
        int ssh = config.ports().getAsInt();
        named.put("ssh", ssh);
        SandboxHost host = new SandboxHost(
                id,
                root,
                config.machines().files(id, root),
                address,
                ssh,
                config.machines().user(id),
                SandboxKeys.create(keys.resolve(id)),
                config.ports().getAsInt(),
                named);
        HostFiles.install(new BotPaths(root), java.withAddress(address), host.control());
        return host;
    }

    private void writeConfigs(SandboxState state) throws IOException {
        Map<String, String> accounts = new TreeMap<>(Map.of("primary", secret(), "backup", secret()));
        SandboxHost broker = state.host(BROKER);
        BotConfigs configs = new BotConfigs(state.botDatabase(), accounts, broker, config.kafka());
        SandboxHost trading = state.host(TRADING);
        configs.writeConnector(trading);
        configs.writeEngine(trading);
        save(trading, List.of(CONNECTOR_PROGRAM, ENGINE_PROGRAM), null);
        SandboxHost api = state.host(API);
        configs.writeApi(api);
        save(api, List.of(API_PROGRAM), null);
        SandboxHost database = state.host(DATABASE);
        Path password = keys.resolve(REPLICATION_PASSWORD);
        save(database, List.of(), new Replication(password, null));
        SandboxHost standby = state.host(STANDBY);
        configs.writeConnector(standby);
        configs.writeEngine(standby);
        configs.writeApi(standby);
        writeStateSync(configs, trading, standby);
        save(
                standby,
                List.of(idle(CONNECTOR_PROGRAM), idle(ENGINE_PROGRAM), idle(API_PROGRAM), SYNC_PROGRAM),
                new Replication(password, database.at("postgresql")));

        var settings = Json.object()
                .put("folder", broker.root().toString())
                .put("tradePort", broker.port("trade"))
                .put("statusPort", broker.port("status"))
                .put("api", "http://" + api.at("api"))
                .put("gatewayToken", secretFile("order-gateway.token"));
        settings.set("accounts", Json.MAPPER.valueToTree(accounts));
        Files.writeString(brokerConfig(), Json.write(settings));
        writeProvider(state);
        Files.writeString(keys.resolve("database.password"), PostgresServer.USER + "\n");
        secretFile(REPLICATION_PASSWORD);
    }

    private void writeProvider(SandboxState state) throws IOException {
        SandboxHost provider = state.host(PROVIDER);
        var settings = Json.object()
                .put("status", provider.port("status"))
                .put("dns", config.machines().real() ? 0 : provider.port("dns"))
                .put("zone", ZONE);
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        String secret = Base64.getEncoder().encodeToString(key);
        Files.writeString(keys.resolve("tsig.key"), secret + "\n");
        settings.putObject("key")
                .put("name", TSIG_KEY)
                .put("algorithm", TSIG_ALGORITHM)
                .put("secret", secret);
        settings.putObject("names")
                .put("trading." + ZONE + ".", state.host(TRADING).address())
                .put("api." + ZONE + ".", state.host(API).address());
        var servers = settings.putObject("servers");
        for (String id : List.of(TRADING, API, DATABASE, STANDBY)) {
            SandboxHost host = state.host(id);
            servers.putObject(id)
                    .put("root", host.root().toString())
                    .put("address", host.address())
                    .put("control", host.control())
                    .put(
                            "alive",
                            config.machines().real()
                                    ? host.resolve(DebianHost.PID_FILE).toString()
                                    : "");
        }
        Files.writeString(providerConfig(), Json.write(settings));
    }

    /** The standby logs in to the trading server, and nowhere else, with a key of its own. */
    private void writeStateSync(BotConfigs configs, SandboxHost trading, SandboxHost standby) throws IOException {
        Path key = standby.resolve("/home/tradingbot/.ssh/id_ecdsa");
        String login = SandboxKeys.create(key);
        Files.writeString(authorizedKeys(trading.id()), Files.readString(authorizedKeys(standby.id())) + login + "\n");
        configs.writeStateSync(standby, trading, key);
    }

    private Path authorizedKeys(String host) {
        return keys.resolve(host.equals(TRADING) ? TRADING + ".authorized_keys" : "authorized_keys");
    }

    /** A new secret, also in a file of its own for those who may know it. */
    private String secretFile(String name) throws IOException {
        String secret = secret();
        Files.writeString(keys.resolve(name), secret + "\n");
        return secret;
    }

    private void save(SandboxHost host, List<ProgramConfig> programs, @Nullable Replication replication)
            throws IOException {
        new HostConfig(
                        host.id(),
                        host.root(),
                        host.sshPort(),
                        host.control(),
                        keys.resolve(host.id()),
                        authorizedKeys(host.id()),
                        programs,
                        host.ports().getOrDefault("postgresql", 0),
                        config.postgresBinaries(),
                        host.ports().getOrDefault("uplink", 0),
                        replication)
                .save();
    }

    private static ProgramConfig idle(ProgramConfig program) {
        return new ProgramConfig(program.name(), program.script(), false);
    }

    private static String secret() {
        return UUID.randomUUID().toString();
    }
}
