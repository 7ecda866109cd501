package io.lifeboat.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Remembers which events were taken, in the same transaction in which they take effect. */
class Inbox {

    private final DataSource database;

    Inbox(DataSource database) {
        this.database = database;
    }

    /** Claims an event. False if it was taken before: then there is nothing to do. */
    boolean firstTime(String topic, UUID event) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into inbox (topic, event_id) values (?, ?) on conflict do nothing")) {
            insert.setString(1, topic);
            insert.setObject(2, event);
            return insert.executeUpdate() == 1;
        }
    }

    /** Claims many. Those that were not taken before. */
    Set<UUID> firstTimes(String topic, Collection<UUID> events) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into inbox (topic, event_id) select ?, unnest(?)"
                                + " on conflict do nothing returning event_id")) {
            insert.setString(1, topic);
            insert.setArray(2, connection.createArrayOf("uuid", events.toArray()));
            Set<UUID> fresh = new HashSet<>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    fresh.add(row.getObject(1, UUID.class));
                }
            }
            return fresh;
        }
    }
}
