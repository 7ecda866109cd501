package io.lifeboat.sandbox.host;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.Loopback;
import io.lifeboat.sandbox.replica.BaseCopy;
import io.lifeboat.sandbox.replica.PrimaryLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A PostgreSQL that follows another host's. Its first data is a copy of that one's, as soon as that one answers; what there is
 * already is started as it is, also if it was promoted. From then on systemctl starts and stops it.
 */
final class StandbyDatabase {

    private static final long PAUSE_MILLIS = 100;

    private final HostConfig host;
    private final PrimaryLink link;

    StandbyDatabase(HostConfig host) {
        this.host = host;
        this.link = link(host);
    }

    static PrimaryLink link(HostConfig host) {
        HostConfig.Replication replication =
                Objects.requireNonNull(host.replication(), host.id() + " has no database that is copied");
        return new PrimaryLink(
                Postmaster.folder(host.root()),
                Objects.requireNonNull(replication.primary(), "the database of " + host.id() + " follows nobody"),
                HostConfig.DATABASE,
                replication.password());
    }

    void start() throws IOException, InterruptedException {
        Files.createDirectories(link.folder());
        if (Files.exists(link.data().resolve("PG_VERSION"))) {
            link.configure(link.data());
        } else {
            copy();
        }
        writeOptions();
        Path log = new BotPaths(host.root()).log("postgresql/postgresql.log");
        Files.createDirectories(log.resolveSibling(""));
        Process systemctl = new ProcessBuilder(
                        host.root().resolve("usr/local/bin/systemctl").toString(), "start", "postgresql")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (systemctl.waitFor() != 0) {
            throw new IOException("the standby's PostgreSQL does not start: see " + log);
        }
    }

    /** The primary may be minutes away from its first start. */
    private void copy() throws IOException, InterruptedException {
        String said = "";
        while (true) {
            try {
                BaseCopy.take(link, link.data());
                return;
            } catch (SQLException e) {
                String why = String.valueOf(e.getMessage());
                if (!why.equals(said)) {
                    System.err.println("no copy of the database at " + link.address() + " yet: " + why);
                    said = why;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** As small as it may be: one that follows needs as many connections as the one that it follows. */
    private void writeOptions() throws IOException {
        List<String> command = List.of(
                PostgresServer.program(host.postgresBinaries()).toString(),
                "-D",
                link.data().toString(),
                "-F",
                "-p",
                String.valueOf(host.database()),
                "-c",
                "listen_addresses=" + Loopback.address().getHostAddress(),
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=120",
                "-c",
                "shared_buffers=4MB",
                "-c",
                "wal_retrieve_retry_interval=500ms",
                "-c",
                "timezone=UTC");
        Files.writeString(
                host.root().resolve("var/run/postgresql.opts"),
                command.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" ")) + "\n");
    }
}
