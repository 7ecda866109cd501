package io.lifeboat.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * One server of a PostgreSQL 15 cluster as Debian packages it: a primary, or a standby that follows one. Every page has a
 * checksum. Runs as root or not, and ends with this JVM.
 */
public final class DebianCluster implements Database {

    private static final long PATIENCE_SECONDS = 60;

    private final Machine machine;
    private final Path data;
    private final int port;
    private final Path log;
    private final Thread atExit = new Thread(this::kill, "end-of-postgresql");
    private Process process;

    private DebianCluster(Machine machine, Path data, int port, Path log) {
        this.machine = machine;
        this.data = data;
        this.port = port;
        this.log = log;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(atExit);
        awaitReady();
    }

    public static boolean installed() {
        return PostgresPrograms.installed();
    }

    /** A new cluster's primary. Whoever is in the same network is trusted. */
    public static DebianCluster create(Machine machine, Path data, int port, Path log) {
        PostgresPrograms.run(
                Machine.here(),
                "initdb",
                "--data-checksums",
                "--auth=trust",
                "--username=" + PostgresServer.USER,
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
                "--pgdata=" + data);
        try {
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    "host all all samenet trust\nhost replication all samenet trust\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("can't let others log in to the database in " + data, e);
        }
        return new DebianCluster(machine, data, port, log);
    }

    /** The server of data that is there already, such as of a restore. */
    public static DebianCluster open(Machine machine, Path data, int port, Path log) {
        return new DebianCluster(machine, data, port, log);
    }

    /**
     * A standby that follows this primary, over a slot: what it has not taken yet, the primary keeps.
     *
     * @param slot its name, of this standby alone
     */
    public DebianCluster follower(Machine standby, Path folder, int at, Path says, String slot) {
        PostgresPrograms.run(
                standby,
                "pg_basebackup",
                "--host=" + machine.address(),
                "--port=" + port,
                "--username=" + PostgresServer.USER,
                "--checkpoint=fast",
                "--write-recovery-conf",
                "--create-slot",
                "--slot=" + slot,
                "--pgdata=" + folder);
        return new DebianCluster(standby, folder, at, says);
    }

    /** Ends being a standby: the server takes writes from here on. */
    public void promote() {
        text("postgres", "select pg_promote(true, 60)");
    }

    /** What the primary has written and this standby has not applied yet, also while the standby is away. */
    public long replicationLagBytes(String slot) {
        String lag = text(
                "postgres",
                "select greatest(0, pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(r.replay_lsn, s.restart_lsn)))"
                        + " from pg_replication_slots s left join pg_stat_replication r on r.pid = s.active_pid"
                        + " where s.slot_name = '" + slot + "'");
        if (lag.isEmpty()) {
            throw new IllegalArgumentException("the primary at " + address() + " has no slot '" + slot + "'");
        }
        return Long.parseLong(lag);
    }

    /** Every table and index of a database that has the extension {@code amcheck}, as {@code pg_amcheck} finds them. */
    public Outcome amcheck(String database) {
        return PostgresPrograms.ask(
                machine,
                "pg_amcheck",
                "--host=" + machine.address(),
                "--port=" + port,
                "--username=" + PostgresServer.USER,
                "--heapallindexed",
                "--database=" + database);
    }

    /** What a program printed and how it ended. */
    public record Outcome(int status, String output) {}

    /** The first column of the first row; empty where there is none. */
    public String text(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), PostgresServer.USER, PostgresServer.USER);
    }

    /** {@code host:port}. */
    public String address() {
        return machine.address() + ":" + port;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + address() + "/" + database;
    }

    @Override
    public String user() {
        return PostgresServer.USER;
    }

    @Override
    public String password() {
        return PostgresServer.USER;
    }

    @Override
    public void createDatabase(String name) {
        text("postgres", "create database \"" + name + "\"");
    }

    /** Starts again what {@link #stop} or {@link #kill} has ended. */
    public void start() {
        process = launch();
        awaitReady();
    }

    /** As {@code systemctl stop} does: everybody is disconnected and everything is on disk. */
    public void stop() {
        end("-INT");
    }

    /** As a power cut does. Its shared memory is not left behind. */
    public void kill() {
        end("-QUIT");
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It is just running.
        }
    }

    private void end(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't end PostgreSQL in " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private Process launch() {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ProcessBuilder(PostgresPrograms.command(
                            machine,
                            "postgres",
                            "-D",
                            data.toString(),
                            "-p",
                            String.valueOf(port),
                            "-h",
                            machine.address(),
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "shared_buffers=16MB",
                            "-c",
                            "log_min_messages=warning"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + data, e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (PostgresPrograms.ask(machine, "pg_isready", "--host=" + machine.address(), "--port=" + port)
                        .status()
                != 0) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("PostgreSQL in " + data + " does not come up: see " + log);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while PostgreSQL starts", e);
            }
        }
    }
}
