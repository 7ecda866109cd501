package io.lifeboat.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.EventTypes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The relay's side of the outbox's table. Holds one connection and, with it, PostgreSQL's lock that makes this the one
 * relay of all replicas. A connection that dies gives the lock back by itself, and so does one that says nothing for
 * {@link #SILENT_FOR}: the relay of a replica that is frozen, or whose host is gone without a word, must not keep the others
 * from publishing.
 */
class OutboxStore implements AutoCloseable {

    /** Any number that nothing else in these databases locks. */
    private static final long RELAY_LOCK = 0x6c69666562616f74L;

    /** Longer than any pause between two calls of {@link #lock} by a relay that works. */
    private static final Duration SILENT_FOR = Duration.ofSeconds(4);

    /** Id in the table, and the event. */
    record Pending(long row, Envelope<Event> envelope) {}

    private final Connection connection;
    private final String source;
    private final Map<String, Class<? extends Event>> types = EventTypes.all();

    OutboxStore(DataSource database, String source) throws SQLException {
        this.connection = database.getConnection();
        this.source = source;
        execute("set idle_session_timeout = " + SILENT_FOR.toMillis());
    }

    /** Whether this is the one relay. Call it again and again while it waits for something else. */
    boolean lock() throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, RELAY_LOCK);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The oldest events that the broker has not acknowledged, in order. */
    List<Pending> pending(int atMost) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, event_id, type, body, traceparent, created_at from outbox where published_at is null order by id limit ?")) {
            select.setInt(1, atMost);
            List<Pending> pending = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    pending.add(new Pending(row.getLong(1), envelope(row)));
                }
            }
            return pending;
        }
    }

    void markPublished(List<Long> rows, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update outbox set published_at = ? where id = any (?)")) {
            update.setObject(1, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            update.setArray(2, connection.createArrayOf("bigint", rows.toArray()));
            update.executeUpdate();
        }
    }

    /** Forgets what was published, and what was taken, longer ago than any broker would deliver it again. */
    void forgetBefore(Instant now, Duration age) throws SQLException {
        OffsetDateTime limit = OffsetDateTime.ofInstant(now.minus(age), ZoneOffset.UTC);
        for (String statement :
                List.of("delete from outbox where published_at < ?", "delete from inbox where received_at < ?")) {
            try (PreparedStatement delete = connection.prepareStatement(statement)) {
                delete.setObject(1, limit);
                delete.executeUpdate();
            }
        }
    }

    /** A connection that does not even take this is dead, and must not go back to the pool. */
    @Override
    public void close() throws SQLException {
        try {
            execute("select pg_advisory_unlock_all()");
            execute("reset idle_session_timeout");
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        } finally {
            connection.close();
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private Envelope<Event> envelope(ResultSet row) throws SQLException {
        String type = row.getString("type");
        Class<? extends Event> known = types.get(type);
        if (known == null) {
            throw new SQLException("the outbox holds an event of the unknown type " + type);
        }
        try {
            return new Envelope<>(
                    row.getObject("event_id", UUID.class),
                    source,
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getString("traceparent"),
                    EventCodec.JSON.readValue(row.getString("body"), known));
        } catch (JsonProcessingException e) {
            throw new SQLException("the outbox holds an unreadable " + type, e);
        }
    }
}
