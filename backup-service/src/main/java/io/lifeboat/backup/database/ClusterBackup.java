package io.lifeboat.backup.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * PostgreSQL's protocol for a copy of the data folder while the server runs. The session must stay open from begin to
 * end; if it is closed before, the server takes the backup back.
 */
public final class ClusterBackup implements AutoCloseable {

    /** Holds the WAL since the newest snapshot on the server, so that a restore reaches the last transaction. */
    public static final String SLOT = "lifeboat_backup";

    private final Connection session;
    private final LogSequenceNumber start;
    private final long segmentSize;
    private final List<Tablespace> tablespaces;
    private final Map<String, String> facts = new TreeMap<>();

    private ClusterBackup(Connection session, LogSequenceNumber start, long segmentSize, List<Tablespace> tablespaces) {
        this.session = session;
        this.start = start;
        this.segmentSize = segmentSize;
        this.tablespaces = List.copyOf(tablespaces);
    }

    /**
     * What the server gives at the end, and what the snapshot must hold besides the folder.
     *
     * @param segments the names of the WAL files without which the copy is not consistent
     * @param facts for the manifest
     */
    public record End(String label, List<String> segments, Map<String, String> facts) {
        public End {
            segments = List.copyOf(segments);
            facts = Map.copyOf(facts);
        }
    }

    /** @param session handed over: it is closed with this backup */
    public static ClusterBackup begin(Connection session, String snapshot) throws SQLException {
        try {
            String status = ask(
                    session,
                    "select coalesce(wal_status, 'lost') from pg_replication_slots where slot_name = '" + SLOT + "'");
            if ("lost".equals(status)) {
                // Nothing that it was there for is held any more, and it can't be moved on.
                ask(session, "select pg_drop_replication_slot('" + SLOT + "')");
            }
            if (status == null || status.equals("lost")) {
                ask(session, "select pg_create_physical_replication_slot('" + SLOT + "', true)");
            }
            long segmentSize =
                    Long.parseLong(text(session, "select setting from pg_settings where name = 'wal_segment_size'"));
            LogSequenceNumber start;
            try (PreparedStatement begin = session.prepareStatement("select pg_backup_start(?, true)::text")) {
                begin.setString(1, "lifeboat " + snapshot);
                try (ResultSet row = begin.executeQuery()) {
                    row.next();
                    start = LogSequenceNumber.valueOf(row.getString(1));
                }
            }
            ClusterBackup backup = new ClusterBackup(session, start, segmentSize, tablespaces(session));
            backup.facts.put("startLsn", start.asString());
            backup.facts.put("systemId", text(session, "select system_identifier::text from pg_control_system()"));
            backup.facts.put("timeline", text(session, "select timeline_id::text from pg_control_checkpoint()"));
            backup.facts.put("walSegmentSize", String.valueOf(segmentSize));
            backup.facts.put("serverVersion", text(session, "show server_version_num"));
            return backup;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** Those that are folders in the data folder are read with it. */
    private static List<Tablespace> tablespaces(Connection session) throws SQLException {
        List<Tablespace> all = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("""
                        select oid::bigint, spcname, pg_tablespace_location(oid) from pg_tablespace
                        where pg_tablespace_location(oid) like '/%' order by oid
                        """)) {
            while (row.next()) {
                all.add(new Tablespace(row.getLong(1), row.getString(2), row.getString(3)));
            }
        }
        return all;
    }

    /** Those outside the data folder, as they were when this began. */
    public List<Tablespace> tablespaces() {
        return tablespaces;
    }

    /** The one folder of a location that the server uses: other versions' lie beside it. */
    public String tablespaceFolder() throws SQLException {
        return text(session, """
                select 'PG_' || current_setting('server_version_num')::int / 10000 || '_' || catalog_version_no
                from pg_control_system()
                """);
    }

    public long startLsn() {
        return start.asLong();
    }

    /** Whether the pages of this cluster carry checksums at all. */
    public boolean checksummed() throws SQLException {
        return text(session, "show data_checksums").equals("on");
    }

    /** Where the WAL lies. */
    public End end() throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(
                        "select lsn::text, labelfile, spcmapfile, pg_walfile_name(lsn) from pg_backup_stop(true)")) {
            row.next();
            String map = row.getString(3);
            noteTablespaces(map == null ? "" : map);
            facts.put("stopLsn", row.getString(1));
            return new End(row.getString(2), segments(row.getString(4)), facts);
        }
    }

    /** The server's own list is of its data folder, ours of its catalog. */
    private void noteTablespaces(String map) throws SQLException {
        TablespaceMap read = TablespaceMap.of(tablespaces);
        TablespaceMap held;
        try {
            held = TablespaceMap.parse(map);
        } catch (IllegalArgumentException e) {
            throw new SQLException(e);
        }
        if (!held.equals(read)) {
            throw new SQLException(
                    "its catalog has the tablespaces %s, and its folder %s has %s: if one was made or dropped just now, take the snapshot again"
                            .formatted(read, Tablespace.LINKS, held));
        }
        if (!held.isEmpty()) {
            facts.put(TablespaceMap.FACT, held.text());
        }
    }

    /** From here on only the WAL since this backup's beginning is held on the server. */
    public void holdWalFromHere() throws SQLException {
        ask(session, "select pg_replication_slot_advance('%s', '%s')".formatted(SLOT, start.asString()));
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }

    private List<String> segments(String last) throws SQLException {
        WalSegment end = segment(last);
        List<String> names = new ArrayList<>();
        for (WalSegment one = segment(text(session, "select pg_walfile_name('" + start.asString() + "')"));
                one.number() <= end.number();
                one = one.next()) {
            names.add(one.name());
        }
        return names;
    }

    private WalSegment segment(String name) throws SQLException {
        return WalSegment.parse(name, segmentSize).orElseThrow(() -> new SQLException("'" + name + "' names no WAL"));
    }

    private static String text(Connection session, String query) throws SQLException {
        String answer = ask(session, query);
        if (answer == null) {
            throw new SQLException("no answer to " + query);
        }
        return answer;
    }

    private static @Nullable String ask(Connection session, String query) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
