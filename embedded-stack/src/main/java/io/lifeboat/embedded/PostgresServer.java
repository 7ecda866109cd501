package io.lifeboat.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** One PostgreSQL server, as processes of its own. Runs as root or not. */
public final class PostgresServer implements Database {

    public static final String USER = "postgres";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts over the data in the folder, or over new data where there is none.
     *
     * @param binaries where the server's programs are unpacked to, once for all that name the same folder
     */
    public static PostgresServer start(Path folder, Path binaries, int port) {
        return open(folder, binaries, port, folder.resolve("server.log"));
    }

    /**
     * The same, with checksums in every page of new data, so that a damaged one is told and not read.
     *
     * @param log what the server says is appended to it
     */
    public static PostgresServer startWithChecksums(Path folder, Path binaries, int port, Path log) {
        if (!Files.exists(folder.resolve("data/PG_VERSION"))) {
            ChecksummedData.create(folder.resolve("data"), binaries);
        }
        return open(folder, binaries, port, log);
    }

    /**
     * The server's program, for who starts one by himself.
     *
     * @throws IOException if no server has unpacked it yet
     */
    public static Path program(Path binaries) throws IOException {
        return ChecksummedData.program(binaries, "postgres")
                .orElseThrow(() -> new IOException("there is no postgres below " + binaries));
    }

    private static PostgresServer open(Path folder, Path binaries, int port, Path log) {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(binaries);
            // Else the library leaves a folder of its own in the temporary folder.
            System.setProperty("ot.epg.working-dir", binaries.toString());
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "120")
                    .setServerConfig("shared_buffers", "32MB")
                    // The library turns it off: then a killed server forgets what it has confirmed.
                    .setServerConfig("synchronous_commit", "on")
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + folder, e);
        }
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    @Override
    public String user() {
        return USER;
    }

    /** Whoever comes from this machine is trusted: any will do. */
    @Override
    public String password() {
        return USER;
    }

    public DataSource dataSource(String database) {
        return server.getDatabase(USER, database);
    }

    @Override
    public void createDatabase(String name) {
        try (Connection connection = dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database \"" + name + "\"");
        } catch (SQLException e) {
            throw new IllegalStateException("can't create the database " + name, e);
        }
    }

    /**
     * Ends every server whose data is below the folder, also one that another process has started or that is just
     * starting. PostgreSQL's own processes end when their first one does.
     */
    public static void killAllBelow(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.endsWith("postmaster.pid")).forEach(PostgresServer::kill);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("can't look for PostgreSQL servers below " + folder, e);
        }
    }

    private static void kill(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        } catch (IOException | NumberFormatException | NoSuchElementException e) {
            // It has just ended, or has not written its number yet; then it is a child of ours and ends with us.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }
}
