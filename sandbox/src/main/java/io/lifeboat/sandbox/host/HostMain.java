package io.lifeboat.sandbox.host;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.database.BotDatabase;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.Children;
import io.lifeboat.sandbox.process.JournalFile;
import io.lifeboat.sandbox.process.Lifeline;
import io.lifeboat.sandbox.replica.ReplicationRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A host's process. Its argument is the host's configuration file. */
public final class HostMain {

    private HostMain() {}

    public static void main(String[] args) {
        try {
            run(args);
        } catch (IOException | SQLException | RuntimeException e) {
            System.err.println("the host can't start: " + e);
            System.exit(70);
        }
    }

    private static void run(String[] args) throws IOException, SQLException {
        HostConfig host = HostConfig.read(Path.of(args[0]));
        Files.writeString(
                host.root().resolve("var/run/host.pid"), ProcessHandle.current().pid() + "\n");
        Children children = new Children();
        Lifeline.hold(() -> {
            children.close();
            ProcessHandle.current().descendants().toList().forEach(ProcessHandle::destroyForcibly);
            Postmaster.kill(host.root());
        });
        Map<String, Program> programs = programs(host, children, Clock.systemUTC());
        new ControlServer(host.control(), new Supervisor(programs, Clock.systemUTC())).start();
        for (HostConfig.ProgramConfig program : host.programs()) {
            if (program.autostart()) {
                Thread.startVirtualThread(() -> start(programs, program.name()));
            }
        }
        if (host.database() != 0) {
            if (host.follows()) {
                Thread.ofPlatform().name("standby-database").start(() -> follow(host));
            } else {
                startDatabase(host);
            }
        }
        if (host.uplink() != 0) {
            Uplink.start(new BotPaths(host.root()), host.uplink(), Clock.systemUTC());
            Thread.ofVirtual().start(new FileMonitor(new BotPaths(host.root()), Clock.systemUTC()));
        }
        SshDaemon.start(host);
    }

    private static Map<String, Program> programs(HostConfig host, Children children, Clock clock) {
        BotPaths paths = new BotPaths(host.root());
        JournalFile journal = new JournalFile(paths.log("supervisor.jsonl"), clock);
        Map<String, Program> programs = new LinkedHashMap<>();
        for (HostConfig.ProgramConfig program : host.programs()) {
            programs.put(
                    program.name(),
                    new Program(
                            program.name(),
                            List.of(paths.home().resolve("venv/bin/python").toString(), program.script()),
                            paths.home(),
                            paths.log("supervisor/" + program.name() + ".log"),
                            children,
                            journal,
                            clock));
        }
        return programs;
    }

    private static void start(Map<String, Program> programs, String name) {
        Program program = programs.get(name);
        try {
            if (program != null && program.start() != Program.Result.DONE) {
                System.err.println(name + " did not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Beside all else: it waits for another host. */
    private static void follow(HostConfig host) {
        try {
            new StandbyDatabase(host).start();
        } catch (IOException | RuntimeException e) {
            System.err.println("the host can't start: " + e);
            System.exit(70);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server runs until this process ends, or systemctl ends it. */
    private static void startDatabase(HostConfig host) throws IOException, SQLException {
        Path folder = Postmaster.folder(host.root());
        boolean existed = Files.exists(folder.resolve("data/PG_VERSION"));
        Path log = new BotPaths(host.root()).log("postgresql/postgresql.log");
        Files.createDirectories(log.resolveSibling(""));
        PostgresServer server =
                PostgresServer.startWithChecksums(folder, host.postgresBinaries(), host.database(), log);
        Files.copy(
                folder.resolve("data/postmaster.opts"),
                host.root().resolve("var/run/postgresql.opts"),
                StandardCopyOption.REPLACE_EXISTING);
        if (!existed) {
            server.createDatabase(HostConfig.DATABASE);
        }
        HostConfig.Replication replication = host.replication();
        if (!existed && replication != null) {
            try (Connection connection = server.dataSource(HostConfig.DATABASE).getConnection()) {
                ReplicationRole.create(
                        connection,
                        folder.resolve("data"),
                        Files.readString(replication.password()).strip());
            }
        }
        try (BotDatabase database =
                new BotDatabase(server.jdbcUrl(HostConfig.DATABASE), PostgresServer.USER, PostgresServer.USER)) {
            database.createSchema();
        }
    }
}
