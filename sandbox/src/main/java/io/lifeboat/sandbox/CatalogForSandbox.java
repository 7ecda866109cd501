package io.lifeboat.sandbox;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.host.HostConfig;
import io.lifeboat.sandbox.state.StateSyncMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The shipped catalog, with the sandbox's machines in place of the real ones. */
public final class CatalogForSandbox {

    private static final String HOSTS = "hosts.yaml";
    private static final String BACKUPS = "backups.yaml";
    private static final String SYNCHRONIZATION = "synchronization-to-standby";

    private CatalogForSandbox() {}

    /**
     * Copies the folder, and replaces its {@code hosts.yaml}, and in {@code backups.yaml} who takes images and where the
     * standby's copy of the trading state is. Only the target is written to.
     */
    public static void write(Sandbox sandbox, Path shipped, Path target) {
        try {
            copy(shipped, target);
            Files.writeString(target.resolve(HOSTS), hosts(sandbox));
            Path backups = target.resolve(BACKUPS);
            if (Files.exists(backups)) {
                Files.writeString(backups, backups(sandbox, Files.readString(backups)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the sandbox's catalog to " + target, e);
        }
    }

    private static void copy(Path shipped, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(shipped.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static String backups(Sandbox sandbox, String backups) {
        Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(backups);
        for (Map<String, Object> group : file.getOrDefault("backups", Map.of()).values()) {
            if (group.get("image") instanceof Map<?, ?> image) {
                group.put("image", image(sandbox, image));
            }
            if (group.get("kinds") instanceof Map<?, ?> kinds) {
                kinds.forEach((name, kind) -> nameCopy(String.valueOf(name), kind));
            }
        }
        return new Yaml(blocks()).dump(file);
    }

    /** The sandbox's provider keeps images in a folder of its own: wherever the plan has one, it is of the whole machine. */
    private static Map<String, Object> image(Sandbox sandbox, Map<?, ?> image) {
        Map<String, Object> folder = new LinkedHashMap<>();
        folder.put("host", image.get("host"));
        folder.put("provider", "folder");
        folder.put("path", "/");
        folder.put(
                "folder",
                sandbox.host(SandboxLayout.PROVIDER).root().resolve("images").toString());
        return folder;
    }

    /** The plan does not say where the copy is; the sandbox's standby makes one. */
    @SuppressWarnings("unchecked") // As the file's, it takes any value.
    private static void nameCopy(String name, Object kind) {
        if (name.equals(SYNCHRONIZATION) && kind instanceof Map<?, ?> values) {
            ((Map<String, Object>) values)
                    .put(
                            "standby",
                            Map.of(
                                    "host", SandboxLayout.STANDBY,
                                    "path", StateSyncMain.COPY,
                                    "component", "trading-engine"));
        }
    }

    private static DumperOptions blocks() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return options;
    }

    static String hosts(Sandbox sandbox) {
        Map<String, Object> hosts = new LinkedHashMap<>();
        for (SandboxHost host : sandbox.hosts()) {
            hosts.put(host.id(), host(host, sandbox));
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("hosts", hosts);
        file.put("dns", dns(sandbox));
        file.put(
                "order-gateway",
                Map.of("url", "http://{broker:status}/gateway", "token", "file:" + sandbox.gatewayToken()));
        return new Yaml(blocks()).dump(file);
    }

    private static Map<String, Object> dns(Sandbox sandbox) {
        return Map.of(
                "zone",
                SandboxLayout.ZONE,
                "servers",
                List.of("{provider:dns}"),
                "tsig",
                Map.of(
                        "name", SandboxLayout.TSIG_KEY,
                        "algorithm", SandboxLayout.TSIG_ALGORITHM,
                        "key", "file:" + sandbox.tsigKey()));
    }

    private static Map<String, Object> host(SandboxHost host, Sandbox sandbox) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("address", host.address());
        values.put("ports", new LinkedHashMap<>(host.ports()));
        if (host.sshPort() != 0) {
            Map<String, Object> ssh = new LinkedHashMap<>();
            ssh.put("port", host.sshPort());
            ssh.put("user", host.user());
            ssh.put("host-keys", List.of(host.hostKey()));
            ssh.put("key", "file:" + sandbox.sshKey());
            values.put("ssh", ssh);
            values.put("files", host.files().toString());
        }
        if (host.ports().containsKey("postgresql")) {
            Map<String, Object> database = new LinkedHashMap<>();
            database.put("name", HostConfig.DATABASE);
            database.put("user", PostgresServer.USER);
            database.put("password", "file:" + sandbox.databasePassword());
            values.put("databases", Map.of("bot", database));
        }
        return values;
    }
}
