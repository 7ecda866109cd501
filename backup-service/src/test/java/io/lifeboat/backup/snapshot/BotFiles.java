package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Frequency;
import io.lifeboat.catalog.BackupGroup.Kind;
import io.lifeboat.catalog.BackupGroup.Place;
import io.lifeboat.catalog.BackupGroup.Source;
import io.lifeboat.catalog.Host;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/** The configuration files of a bot on two hosts, below a folder. */
public final class BotFiles {

    public static final String CONFIG = "/opt/forex-trading-bot/config";

    public static final String GROUP = "configuration";

    private BotFiles() {}

    /** Over these stores, the first asked first. */
    public static BackupManager manager(Path root, Clock clock, Duration patience, ObjectStore... stores) {
        return manager(TestKeys.ENCRYPTED, root, clock, patience, stores);
    }

    public static BackupManager manager(
            Encryption encryption, Path root, Clock clock, Duration patience, ObjectStore... stores) {
        return new BackupManager(
                Map.of(GROUP, List.of(stores)), encryption, hosts(root), new SqlClient(Map.of()), clock, patience);
    }

    /** Five files, one link, one empty folder. */
    public static void write(Path root) throws IOException {
        Path api = Files.createDirectories(root.resolve("api-server" + CONFIG));
        Files.writeString(api.resolve("api_config.yaml"), "port: 8000\n".repeat(200));
        Files.writeString(api.resolve("empty.yaml"), "");
        Files.writeString(api.resolve("größe-" + "n".repeat(120) + ".yaml"), "ü");
        Files.writeString(api.resolveSibling("outside.yaml"), "not in the plan");
        Files.createSymbolicLink(api.resolve("current.yaml"), Path.of("../outside.yaml"));
        Files.createDirectory(api.resolve("conf.d"));
        Path secret = Files.writeString(api.resolve("broker.key"), "not a key");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        Path trading = Files.createDirectories(root.resolve("trading-server/etc/supervisor"));
        Files.writeString(trading.resolve("engine.conf"), "[program:forex-trading-bot]\n");
    }

    public static Map<String, Host> hosts(Path root) {
        return Map.of("api-server", host("api-server", root), "trading-server", host("trading-server", root));
    }

    public static BackupGroup group() {
        return new BackupGroup(
                GROUP,
                "Configuration Backups",
                "BackupManager",
                List.of(new Source("api-server", CONFIG), new Source("trading-server", "/etc/supervisor/engine.conf")),
                List.of(
                        new Place("local", "file:/var/backups/forex-trading-bot/"),
                        new Place("offsite", "s3://trading-bot-backups/")),
                List.of(new Kind("daily", Frequency.DAILY, LocalTime.of(2, 0), null)),
                "sha256");
    }

    private static Host host(String id, Path root) {
        return new Host(id, "127.0.0.1", Map.of(), null, root.resolve(id));
    }
}
