package io.lifeboat.backup.drill;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server on restored data that nobody else sees: no network, a socket in a folder of its own, its own settings
 * in place of the restored ones. It archives nothing, follows nobody and subscribes to nothing, so that it touches nothing
 * that runs.
 */
final class ScratchServer implements AutoCloseable {

    private static final String PORT = "5432";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** A socket's path has 107 bytes at most. */
    private static final int LONGEST = 80;

    /** Said on the command line, because what {@code ALTER SYSTEM} has left in the data counts for more than a file. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=",
            "port=" + PORT,
            "unix_socket_permissions=0700",
            "hot_standby=off",
            "archive_mode=off",
            "archive_command=",
            "archive_cleanup_command=",
            "primary_conninfo=",
            "primary_slot_name=",
            "synchronous_standby_names=",
            "shared_preload_libraries=",
            "session_preload_libraries=",
            "local_preload_libraries=",
            "max_logical_replication_workers=0",
            "max_prepared_transactions=200",
            "wal_level=replica",
            "ssl=off",
            "autovacuum=off",
            "jit=off",
            "huge_pages=off",
            "shared_buffers=64MB",
            "logging_collector=off",
            "log_destination=stderr",
            "lc_messages=C",
            "external_pid_file=",
            "restart_after_crash=off",
            "cluster_name=lifeboat-drill");

    private final Program programs;
    private final Path socket;
    private final Path log;
    private final Process process;
    private final Thread atExit;

    private ScratchServer(Program programs, Path socket, Path log, Process process) {
        this.programs = programs;
        this.socket = socket;
        this.log = log;
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly, "end-of-drill");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Recovers, and takes writes when this returns.
     *
     * @param beside a folder for its settings and its log
     * @throws IOException if it does not come up, with the end of its log
     */
    static ScratchServer start(Program programs, Path data, Path beside, Duration within) throws IOException {
        Path socket = socketFolder();
        Path log = beside.resolve("postgresql.log");
        Path hba = Files.writeString(beside.resolve("pg_hba.conf"), "local all all trust\n");
        Path ident = Files.writeString(beside.resolve("pg_ident.conf"), "");
        Path settings = Files.writeString(beside.resolve("postgresql.conf"), "");
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString()));
        List<String> all = new ArrayList<>(SETTINGS);
        all.add("config_file=" + settings);
        all.add("hba_file=" + hba);
        all.add("ident_file=" + ident);
        all.add("unix_socket_directories=" + socket);
        all.forEach(one -> arguments.addAll(List.of("-c", one)));
        Process process = new ProcessBuilder(programs.command("postgres", arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ScratchServer server = new ScratchServer(programs, socket, log, process);
        try {
            server.awaitReady(within);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Every table and index of every database. */
    Program.Ended amcheck(String user) throws IOException {
        List<String> arguments = new ArrayList<>(login(user));
        arguments.addAll(List.of("--no-password", "--all", "--install-missing", "--heapallindexed", "--jobs=2"));
        return programs.ask("pg_amcheck", arguments, Map.of());
    }

    /** Fields with {@code |} between them, a row a line. Nothing is changed. */
    Program.Ended query(String user, String database, String sql) throws IOException {
        List<String> arguments = new ArrayList<>(login(user));
        arguments.addAll(List.of(
                "--no-password",
                "--dbname=" + database,
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--set=ON_ERROR_STOP=1",
                "--command=" + sql));
        return programs.ask("psql", arguments, Map.of("PGOPTIONS", "-c default_transaction_read_only=on"));
    }

    private List<String> login(String user) {
        return List.of("--host=" + socket, "--port=" + PORT, "--username=" + user);
    }

    private void awaitReady(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (programs.ask("pg_isready", List.of("--host=" + socket, "--port=" + PORT), Map.of())
                        .status()
                != 0) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL does not come up on what was restored: " + tail());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while PostgreSQL recovers");
            }
        }
    }

    private String tail() throws IOException {
        List<String> lines = Program.head(log).lines().toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }

    private static Path socketFolder() throws IOException {
        Path folder = Files.createTempDirectory("lifeboat-drill-");
        if (folder.toString().length() > LONGEST) {
            Files.delete(folder);
            return Files.createTempDirectory(Path.of("/tmp"), "lifeboat-drill-");
        }
        return folder;
    }

    /** At once: what it has not written yet nobody needs. */
    @Override
    public void close() {
        try {
            new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            Files.deleteIfExists(socket.resolve(".s.PGSQL." + PORT));
            Files.deleteIfExists(socket.resolve(".s.PGSQL." + PORT + ".lock"));
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            // A folder without anything in it is left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It is just running.
        }
    }
}
