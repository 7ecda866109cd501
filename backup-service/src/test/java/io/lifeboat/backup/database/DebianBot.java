package io.lifeboat.backup.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.RestoreDrill;
import io.lifeboat.catalog.BackupGroup.Source;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.embedded.DebianCluster;
import io.lifeboat.embedded.Machine;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.sql.SqlClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bot's database on Debian's PostgreSQL 15, on a host that is a folder, with places for its backups. */
public final class DebianBot implements AutoCloseable {

    public static final String DATA = "/var/lib/postgresql/data";
    public static final String NAME = "forex_bot";
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final PortLeases ports = new PortLeases();
    private final int port = ports.getAsInt();
    private final List<DebianCluster> servers = new ArrayList<>();
    private final DebianCluster primary;
    private final List<ObjectStore> stores;
    private final Map<String, Host> hosts;

    private DebianBot(Path folder, String... places) {
        this.folder = folder;
        this.primary = DebianCluster.create(Machine.here(), data(), port, folder.resolve("primary.log"));
        servers.add(primary);
        primary.createDatabase(NAME);
        this.stores = Stream.of(places)
                .map(place -> (ObjectStore) new FolderObjectStore(place, folder.resolve(place)))
                .toList();
        Host host = new Host(
                "db-server",
                "127.0.0.1",
                Map.of(),
                null,
                root(),
                null,
                Map.of("bot", new Host.Database(NAME, port, primary.user(), SecretRef.parse("env:BOT_PASSWORD"))));
        this.hosts = Map.of("db-server", host);
    }

    /** The test is skipped where the programs are missing. */
    public static DebianBot start(Path folder, String... places) {
        assumeTrue(DebianCluster.installed(), "Debian's postgresql-15 is not installed");
        return new DebianBot(folder, places);
    }

    public static BackupGroup group(@Nullable RestoreDrill drill) {
        return new BackupGroup(
                "database",
                "Database Backups",
                null,
                List.of(new Source("db-server", DATA, "bot")),
                List.of(),
                List.of(),
                null,
                null,
                drill);
    }

    public DebianCluster primary() {
        return primary;
    }

    public int port() {
        return port;
    }

    /** The host's. */
    public Path root() {
        return folder.resolve("db");
    }

    public Path data() {
        return folder.resolve("db" + DATA);
    }

    public List<ObjectStore> stores() {
        return stores;
    }

    public Map<String, Host> hosts() {
        return hosts;
    }

    /** @param groups that all the places are for */
    public BackupManager manager(String... groups) {
        Map<String, List<ObjectStore>> all = new HashMap<>();
        for (String group : groups) {
            all.put(group, stores);
        }
        return new BackupManager(
                all,
                TestKeys.ENCRYPTED,
                hosts,
                new SqlClient(Map.of("BOT_PASSWORD", primary.password())),
                Clock.systemUTC(),
                Duration.ofSeconds(60));
    }

    public DebianCluster follower(String name, String slot) {
        DebianCluster follower = primary.follower(
                Machine.here(), folder.resolve(name), ports.getAsInt(), folder.resolve(name + ".log"), slot);
        servers.add(follower);
        return follower;
    }

    /** A server on data that is there already. */
    public DebianCluster open(Path data) {
        DebianCluster server = DebianCluster.open(
                Machine.here(), data, ports.getAsInt(), folder.resolve("server-" + servers.size() + ".log"));
        servers.add(server);
        return server;
    }

    public static void awaitWritable(DebianCluster server) {
        await().atMost(PATIENCE).until(() -> server.text("postgres", "select pg_is_in_recovery()"), "f"::equals);
    }

    @Override
    public void close() {
        servers.reversed().forEach(DebianCluster::close);
        ports.close();
    }
}
