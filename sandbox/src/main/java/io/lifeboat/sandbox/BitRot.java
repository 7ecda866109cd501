package io.lifeboat.sandbox;

import io.lifeboat.embedded.PostgresServer;
import io.lifeboat.sandbox.database.BotDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Damages what the disk holds of the bot's database, behind PostgreSQL's back: bytes in the middle of every page of its
 * tables and of one index. PostgreSQL notices when it next reads one.
 */
final class BitRot {

    private static final List<String> RELATIONS = List.of("trades", "orders", "orders_pkey");
    private static final int PAGE = 8192;
    private static final int MIDDLE = 4096;
    private static final int DAMAGE = 64;

    private final SandboxState state;

    BitRot(SandboxState state) {
        this.state = state;
    }

    /** The tables are locked meanwhile, else a page that is just being written would be whole again. */
    Instant spread() throws IOException {
        try (BotDatabase database = database()) {
            return database.inTransaction(c -> {
                try (Statement statement = c.createStatement()) {
                    statement.execute("create extension if not exists pg_buffercache");
                    statement.execute("lock table orders, trades in access exclusive mode");
                    statement.execute("checkpoint");
                }
                try {
                    for (String relation : RELATIONS) {
                        forget(c, relation);
                        damage(file(c, relation));
                    }
                } catch (IOException e) {
                    throw new SQLException(e.getMessage(), e);
                }
                return Clock.systemUTC().instant();
            });
        } catch (SQLException e) {
            throw new IOException("the bot's database does not answer: " + e.getMessage(), e);
        }
    }

    /** Puts every page back that is still as it was left here: a database that was restored meanwhile is not touched. */
    void undo() throws IOException {
        if (!Files.isDirectory(saved())) {
            return;
        }
        try (Stream<Path> files = Files.walk(saved())) {
            for (Path kept : files.filter(Files::isRegularFile).toList()) {
                Path file = data().resolve(saved().relativize(kept));
                if (Files.exists(file)) {
                    undo(file, Files.readAllBytes(kept));
                }
                Files.delete(kept);
            }
        }
    }

    private static void undo(Path file, byte[] before) throws IOException {
        byte[] now = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int page = 0; page < Math.min(before.length, now.length); page += PAGE) {
                byte[] rotten = Arrays.copyOfRange(before, page, page + PAGE);
                rot(rotten);
                if (Arrays.equals(rotten, Arrays.copyOfRange(now, page, page + PAGE))) {
                    write(channel, Arrays.copyOfRange(before, page, page + PAGE), page);
                }
            }
        }
    }

    private void damage(String file) throws IOException {
        byte[] before = Files.readAllBytes(data().resolve(file));
        Path kept = saved().resolve(file);
        Files.createDirectories(kept.resolveSibling(""));
        Files.write(kept, before);
        try (FileChannel channel = FileChannel.open(data().resolve(file), StandardOpenOption.WRITE)) {
            for (int page = 0; page < before.length; page += PAGE) {
                byte[] rotten = Arrays.copyOfRange(before, page, page + PAGE);
                rot(rotten);
                write(channel, rotten, page);
            }
        }
    }

    private static void rot(byte[] page) {
        for (int i = MIDDLE; i < MIDDLE + DAMAGE; i++) {
            page[i] ^= (byte) 0xA5;
        }
    }

    private static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest, at + rest.position());
        }
        channel.force(true);
    }

    /** What PostgreSQL has of it in memory is written, and read anew when it is next needed. */
    private static void forget(Connection c, String relation) throws SQLException {
        try (PreparedStatement evict = c.prepareStatement(
                "select count(*) filter (where not pg_buffercache_evict(bufferid)) from pg_buffercache"
                        + " where relfilenode = pg_relation_filenode(?::regclass)"
                        + " and reldatabase = (select oid from pg_database where datname = current_database())")) {
            evict.setString(1, relation);
            try (ResultSet rows = evict.executeQuery()) {
                rows.next();
                if (rows.getLong(1) > 0) {
                    throw new SQLException("PostgreSQL holds on to " + rows.getLong(1) + " pages of " + relation);
                }
            }
        }
    }

    /** Below the data folder. */
    private static String file(Connection c, String relation) throws SQLException {
        try (PreparedStatement query = c.prepareStatement("select pg_relation_filepath(?::regclass)")) {
            query.setString(1, relation);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private Path saved() {
        return state.work().resolve("before-damage");
    }

    private Path data() {
        return state.host(SandboxLayout.DATABASE).resolve("/var/lib/postgresql/data");
    }

    private BotDatabase database() {
        return new BotDatabase(state.botDatabase(), PostgresServer.USER, PostgresServer.USER);
    }
}
