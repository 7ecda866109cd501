package io.lifeboat.sandbox.replica;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A copy of a server that runs, over a connection: PostgreSQL's own functions read its files, as pg_rewind has them read. On
 * the server it leaves nothing but the slot that holds the WAL for the standby.
 */
public final class BaseCopy {

    /** Their content is of the server that runs, or comes with the WAL. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_stat_tmp",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_subtrans");

    private static final Pattern LEFT_OUT = Pattern.compile(
            "(.*/)?(postmaster\\.(pid|opts)|backup_label.*|tablespace_map.*|(standby|recovery)\\.signal|pgsql_tmp.*|pg_internal\\.init.*|current_logfiles)");

    private static final String FILES = """
            with recursive files(path, folder, size) as (
                select name, s.isdir, s.size from pg_ls_dir('.', true, false) name, pg_stat_file(name, true) s
                union all
                select f.path || '/' || name, s.isdir, s.size
                from files f, pg_ls_dir(f.path, true, false) name, pg_stat_file(f.path || '/' || name, true) s
                where f.folder and f.path <> all (?))
            select path, folder, size from files where folder is not null
            union all
            select 'pg_wal/' || name, false, 0 from pg_ls_dir('pg_wal', true, false) name where name ~ '^[0-9A-F]{8}\\.history$'
            """;

    private static final String READ = """
            select path, at, pg_read_binary_file(path, at, 524288, true)
            from unnest(?::text[], ?::bigint[]) as chunk(path, at)""";

    /** As in {@link #READ}. */
    private static final long CHUNK = 524288;

    private static final int CHUNKS_AT_ONCE = 16;
    /** Read last: it says up to where all the others must have come. */
    private static final String CONTROL = "global/pg_control";

    private final Connection primary;
    private final Path target;

    private BaseCopy(Connection primary, Path target) {
        this.primary = primary;
        this.target = target;
    }

    /** Complete once it lies at its target, which must not exist. */
    public static void take(PrimaryLink link, Path target) throws SQLException, IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        Folders.delete(partial);
        Files.createDirectories(partial);
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwx------"));
        try (Connection primary = link.connect()) {
            new BaseCopy(primary, partial).copy();
        }
        link.configure(partial);
        Files.createFile(partial.resolve(PrimaryLink.SIGNAL));
        Files.move(partial, target);
    }

    private void copy() throws SQLException, IOException {
        holdWal();
        try (Statement statement = primary.createStatement()) {
            statement.execute("select pg_backup_start('" + PrimaryLink.SLOT + "', true)");
            primary.setAutoCommit(false);
            List<String> paths = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();
            list(paths, offsets);
            read(paths, offsets);
            read(List.of(CONTROL), List.of(0L));
            primary.setAutoCommit(true);
            try (ResultSet end = statement.executeQuery("select labelfile, spcmapfile from pg_backup_stop(false)")) {
                end.next();
                if (!end.getString(2).isBlank()) {
                    throw new IOException("the primary has tablespaces outside its data folder, which are not copied");
                }
                Files.writeString(target.resolve("backup_label"), end.getString(1));
            }
        }
    }

    /** A slot that has lost WAL would let nobody follow. */
    private void holdWal() throws SQLException {
        try (Statement statement = primary.createStatement()) {
            statement.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '"
                    + PrimaryLink.SLOT + "' and wal_status = 'lost'");
            statement.execute("select pg_create_physical_replication_slot('" + PrimaryLink.SLOT
                    + "', true) where not exists (select from pg_replication_slots where slot_name = '"
                    + PrimaryLink.SLOT + "')");
        }
    }

    private void list(List<String> paths, List<Long> offsets) throws SQLException, IOException {
        try (PreparedStatement query = primary.prepareStatement(FILES)) {
            query.setArray(1, primary.createArrayOf("text", EMPTIED.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String path = rows.getString(1);
                    if (rows.getBoolean(2)) {
                        Files.createDirectories(target.resolve(path));
                    } else if (!LEFT_OUT.matcher(path).matches() && !path.equals(CONTROL)) {
                        for (long at = 0; at == 0 || at < rows.getLong(3); at += CHUNK) {
                            paths.add(path);
                            offsets.add(at);
                        }
                    }
                }
            }
        }
    }

    private void read(List<String> paths, List<Long> offsets) throws SQLException, IOException {
        try (PreparedStatement query = primary.prepareStatement(READ)) {
            query.setFetchSize(CHUNKS_AT_ONCE);
            query.setArray(1, primary.createArrayOf("text", paths.toArray()));
            query.setArray(2, primary.createArrayOf("bigint", offsets.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    byte[] bytes = rows.getBytes(3);
                    // A file that has gone meanwhile was deleted by what the WAL says, too.
                    if (bytes != null) {
                        write(target.resolve(rows.getString(1)), bytes, rows.getLong(2));
                    }
                }
            }
        }
    }

    private static void write(Path file, byte[] bytes, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest, at + rest.position());
            }
        }
    }
}
