package io.lifeboat.sandbox.lab;

import io.lifeboat.embedded.DebianCluster;
import io.lifeboat.embedded.Machine;
import io.lifeboat.sandbox.Machines;
import io.lifeboat.sandbox.Sandbox;
import io.lifeboat.sandbox.database.BotDatabase;
import io.lifeboat.sandbox.host.DebianHost;
import io.lifeboat.sandbox.host.HostConfig;
import io.lifeboat.sandbox.host.HostRuntime;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.JavaCommand;
import io.lifeboat.sandbox.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bot on machines with Debian's own daemons, each in a network namespace: OpenSSH, supervisord, PostgreSQL 15, BIND 9.
 * Lifeboat is where this process is.
 */
public final class LabMachines implements Machines, AutoCloseable {

    private static final String PROVIDER = "provider";

    private final NamespaceLab lab = NamespaceLab.create();
    private final Path mounts;
    private final List<AutoCloseable> servers = new ArrayList<>();
    private @Nullable DebianCluster primary;

    /** @param mounts where Lifeboat sees the machines' files, for as long as it reaches the machines */
    public LabMachines(Path mounts) {
        this.mounts = mounts;
    }

    /** Why there can be none here; empty where there can. */
    public static Optional<String> missing() {
        if (!DebianHost.installed()) {
            return Optional.of("Debian's openssh-server or supervisor is not installed");
        }
        if (!DebianCluster.installed()) {
            return Optional.of("Debian's postgresql-15 is not installed");
        }
        return Bind9.installed() ? NamespaceLab.missing() : Optional.of("Debian's bind9 is not installed");
    }

    /** Where the machines reach Lifeboat. */
    public String lifeboat() {
        return lab.address();
    }

    /** The zone of a sandbox that is laid out on these machines. */
    public Bind9 serveNames(Sandbox sandbox) throws IOException {
        Path folder = sandbox.host(PROVIDER).root();
        Bind9 names = Bind9.start(
                folder.resolve("bind"),
                Json.read(Files.readString(folder.resolve("provider.json"))),
                address(PROVIDER),
                sandbox.host(PROVIDER).port("dns"),
                command -> on(PROVIDER, command));
        servers.add(names);
        return names;
    }

    /** Pulls the machine's cable: nobody reaches it, and it reaches nobody. */
    public void cut(String id) throws IOException {
        lab.cut(id);
        Files.deleteIfExists(mounts.resolve(id));
    }

    /** The cable is in again; between the machine and Lifeboat it is still dark. */
    public void mendButForLifeboat(String id) {
        lab.loseUs(id);
        lab.mend(id);
    }

    /** Lifeboat does not reach the machine any more; others do. */
    public void loseFromLifeboat(String id) throws IOException {
        lab.lose(id);
        Files.deleteIfExists(mounts.resolve(id));
    }

    public void loseFrom(String other, String id) {
        lab.lose(other, id);
    }

    /** All is as it was. */
    public void find(String id, Path root) throws IOException {
        lab.find(id);
        lab.findUs(id);
        files(id, root);
    }

    @Override
    public String address(String id) {
        return lab.address(id);
    }

    @Override
    public List<String> on(String id, List<String> command) {
        return lab.on(id, command);
    }

    /** Gone with the path to the machine, as a file system that comes over it would be. */
    @Override
    public Path files(String id, Path root) {
        Path mount = mounts.resolve(id);
        try {
            Files.createDirectories(mounts);
            if (!Files.exists(mount)) {
                Files.createSymbolicLink(mount, root);
            }
            return mount;
        } catch (IOException e) {
            throw new UncheckedIOException("can't show the files of " + id, e);
        }
    }

    @Override
    public String user(String id) {
        return System.getProperty("user.name");
    }

    @Override
    public HostRuntime runtime(String id, JavaCommand java) {
        HostRuntime host = new DebianHost(address(id), command -> on(id, command));
        return (config, children, output) -> {
            List<Process> processes = host.start(config, children, output);
            if (config.follows()) {
                follow(config);
            } else if (config.database() != 0) {
                startDatabase(config);
            }
            return processes;
        };
    }

    @Override
    public boolean real() {
        return true;
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable server : servers.reversed()) {
                server.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("a server did not end", e);
        } finally {
            lab.close();
        }
    }

    private void follow(HostConfig host) {
        servers.add(Objects.requireNonNull(primary, "the primary starts first")
                .follower(
                        new Machine(address(host.id()), command -> on(host.id(), command)),
                        host.root().resolve("var/lib/postgresql/data"),
                        host.database(),
                        new BotPaths(host.root()).log("postgresql/postgresql.log"),
                        "standby_server"));
    }

    private void startDatabase(HostConfig host) {
        DebianCluster cluster = DebianCluster.create(
                new Machine(address(host.id()), command -> on(host.id(), command)),
                host.root().resolve("var/lib/postgresql/data"),
                host.database(),
                new BotPaths(host.root()).log("postgresql/postgresql.log"));
        servers.add(cluster);
        primary = cluster;
        cluster.createDatabase(HostConfig.DATABASE);
        try (BotDatabase database =
                new BotDatabase(cluster.jdbcUrl(HostConfig.DATABASE), cluster.user(), cluster.password())) {
            database.createSchema();
        } catch (SQLException e) {
            throw new IllegalStateException("the bot's database has no tables", e);
        }
    }
}
