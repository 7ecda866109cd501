package io.lifeboat.sandbox.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How a standby's host reaches the primary: as the role that only reads. The password lies in a file that only its owner
 * reads, and which PostgreSQL reads by itself: no command line and no setting has it.
 *
 * @param folder PostgreSQL's on the standby's host
 * @param address {@code host:port} of the primary
 * @param database whose functions the role may call
 * @param secret the file that has the password
 */
public record PrimaryLink(Path folder, String address, String database, Path secret) {

    static final String SLOT = "standby_server";
    static final String SIGNAL = "standby.signal";

    private static final int TIMEOUT_SECONDS = 10;

    public Path data() {
        return folder.resolve("data");
    }

    Connection connect() throws SQLException, IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://" + address + "/" + database);
        source.setUser(ReplicationRole.NAME);
        source.setPassword(password());
        source.setConnectTimeout(TIMEOUT_SECONDS);
        // The files of the database come as bytes and not as text that is twice as long.
        source.setPrepareThreshold(-1);
        return source.getConnection();
    }

    /** From here on the server of this data follows the primary, once it is started with {@link #SIGNAL}. */
    public void configure(Path data) throws IOException {
        Path passwords = folder.resolve(".pgpass");
        String[] place = address.split(":", 2);
        writePrivately(passwords, address + ":*:" + ReplicationRole.NAME + ":" + password() + "\n");
        Path settings = data.resolve("postgresql.auto.conf");
        List<String> others;
        try (Stream<String> lines = Files.lines(settings)) {
            others = lines.filter(line -> !line.startsWith("primary_")).toList();
        }
        String link = "host=%s port=%s user=%s application_name=%s passfile='%s'"
                .formatted(
                        place[0],
                        place[1],
                        ReplicationRole.NAME,
                        SLOT,
                        passwords.toString().replace("\\", "\\\\").replace("'", "\\'"));
        Files.write(
                settings,
                Stream.concat(
                                others.stream(),
                                Stream.of(
                                        "primary_conninfo = '" + link.replace("'", "''") + "'",
                                        "primary_slot_name = '" + SLOT + "'"))
                        .toList());
    }

    private String password() throws IOException {
        return Files.readString(secret).strip();
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
