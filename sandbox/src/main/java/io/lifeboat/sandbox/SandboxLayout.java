package io.lifeboat.sandbox;

import io.lifeboat.sandbox.host.HostConfig;
import io.lifeboat.sandbox.host.HostConfig.ProgramConfig;
import io.lifeboat.sandbox.host.HostFiles;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.JavaCommand;
import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntSupplier;

/** Lays a sandbox out in its work folder: machines, ports, keys, configuration. Starts nothing. */
final class SandboxLayout {

    static final String TRADING = "trading-server";
    static final String API = "api-server";
    static final String DATABASE = "db-server";
    static final String STANDBY = "standby-server";
    static final String BROKER = "broker";

    private static final ProgramConfig CONNECTOR_PROGRAM =
            new ProgramConfig("mt5_connector", "run_mt5_connector.py", true);
    private static final ProgramConfig ENGINE_PROGRAM = new ProgramConfig("forex-trading-bot", "run_engine.py", true);
    private static final ProgramConfig API_PROGRAM = new ProgramConfig("forex-api-server", "run_api_server.py", true);

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
        hosts.add(host(API, "api"));
        hosts.add(host(DATABASE, "postgresql"));
        hosts.add(host(STANDBY, "connector", "engine", "api"));
        hosts.add(new SandboxHost(
                BROKER,
                Files.createDirectories(config.work().resolve(BROKER)),
                "127.0.0.1",
                0,
                "",
                0,
                Map.of("trade", ports.getAsInt(), "status", ports.getAsInt())));
        String database = "jdbc:postgresql://127.0.0.1:" + hosts.get(2).port("postgresql") + "/" + HostConfig.DATABASE;
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

    private SandboxHost host(String id, String... portNames) throws IOException {
        Map<String, Integer> named = new LinkedHashMap<>();
        for (String name : portNames) {
            named.put(name, config.ports().getAsInt());
        }
        Path root = config.work().resolve("hosts").resolve(id);
        SandboxHost host = new SandboxHost(
                id,
                root,
                "127.0.0.1",
                config.ports().getAsInt(),
                SandboxKeys.create(keys.resolve(id)),
                config.ports().getAsInt(),
                named);
        HostFiles.install(new BotPaths(root), java, host.control());
        return host;
    }

    private void writeConfigs(SandboxState state) throws IOException {
        Map<String, String> accounts = new TreeMap<>(Map.of("primary", secret(), "backup", secret()));
        SandboxHost broker = state.host(BROKER);
        BotConfigs configs = new BotConfigs(state.botDatabase(), accounts, broker, config.kafka());
        SandboxHost trading = state.host(TRADING);
        configs.writeConnector(trading);
        configs.writeEngine(trading);
        save(trading, List.of(CONNECTOR_PROGRAM, ENGINE_PROGRAM));
        SandboxHost api = state.host(API);
        configs.writeApi(api);
        save(api, List.of(API_PROGRAM));
        save(state.host(DATABASE), List.of());
        SandboxHost standby = state.host(STANDBY);
        configs.writeConnector(standby);
        configs.writeEngine(standby);
        configs.writeApi(standby);
        save(standby, List.of(idle(CONNECTOR_PROGRAM), idle(ENGINE_PROGRAM), idle(API_PROGRAM)));

        var settings = Json.object()
                .put("folder", broker.root().toString())
                .put("tradePort", broker.port("trade"))
                .put("statusPort", broker.port("status"))
                .put("api", "http://127.0.0.1:" + api.port("api"));
        settings.set("accounts", Json.MAPPER.valueToTree(accounts));
        Files.writeString(brokerConfig(), Json.write(settings));
    }

    private void save(SandboxHost host, List<ProgramConfig> programs) throws IOException {
        new HostConfig(
                        host.id(),
                        host.root(),
                        host.sshPort(),
                        host.control(),
                        keys.resolve(host.id()),
                        keys.resolve("authorized_keys"),
                        programs,
                        host.ports().getOrDefault("postgresql", 0),
                        config.postgresBinaries())
                .save();
    }

    private static ProgramConfig idle(ProgramConfig program) {
        return new ProgramConfig(program.name(), program.script(), false);
    }

    private static String secret() {
        return UUID.randomUUID().toString();
    }
}
