package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.ClusterBackup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks a primary for what it keeps for whom, and how far those are who follow it. */
final class ServerQuestions {

    private static final String SLOTS = """
            select slot_name, coalesce(wal_status, 'lost'),
                   greatest(0, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)), safe_wal_size
            from pg_replication_slots where slot_name in (?, ?)
            """;

    /** One that is away is not in the statistics any more, but its slot is there. */
    private static final String STANDBYS = """
            select application_name, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn),
                   extract(epoch from coalesce(replay_lag, interval '0')), false
            from pg_stat_replication
            where application_name <> ? and replay_lsn is not null and state = 'streaming'
            union all
            select slot_name, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), null, true
            from pg_replication_slots
            where slot_type = 'physical' and not active and not temporary and restart_lsn is not null
            and slot_name not in (?, ?)
            """;

    private final Connection connection;
    private final String slot;
    private final String ownName;

    /** @param ownName the application that we are ourselves */
    ServerQuestions(Connection connection, String slot, String ownName) {
        this.connection = connection;
        this.slot = slot;
        this.ownName = ownName;
    }

    /** A standby can't say. */
    ServerSeen ask() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
                row.next();
                if (row.getBoolean(1)) {
                    return ServerSeen.NOTHING;
                }
            }
        }
        return new ServerSeen(slots(), standbys());
    }

    private List<ServerSeen.Slot> slots() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SLOTS)) {
            statement.setString(1, slot);
            statement.setString(2, ClusterBackup.SLOT);
            List<ServerSeen.Slot> slots = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    slots.add(new ServerSeen.Slot(row.getString(1), row.getString(2), number(row, 3), number(row, 4)));
                }
            }
            return slots;
        }
    }

    private List<ServerSeen.Standby> standbys() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STANDBYS)) {
            statement.setString(1, ownName);
            statement.setString(2, slot);
            statement.setString(3, ClusterBackup.SLOT);
            List<ServerSeen.Standby> standbys = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    standbys.add(new ServerSeen.Standby(
                            row.getString(1), number(row, 2), number(row, 3), row.getBoolean(4)));
                }
            }
            return standbys;
        }
    }

    private static double number(ResultSet row, int column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Double.NaN : number;
    }
}
