package io.lifeboat.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.EventTypes;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for the broker. What is appended here is published if, and only if, the caller's transaction commits.
 *
 * <p>Events of one key are published in the order of their appending, provided that the callers hold a lock on what the
 * key stands for (the incident's row, say): two transactions that append under one key side by side have no order.
 */
@ApplicationScoped
@IfBuildProperty(name = "lifeboat.outbox", stringValue = "postgresql")
public class Outbox {

    private record Row(UUID id, Event event, @Nullable String traceparent, Instant at) {}

    private final DataSource database;
    private final AtCommit<Row> rows;
    private final Clock clock;

    Outbox(DataSource database, TransactionSynchronizationRegistry transaction, OutboxSignal signal, Clock clock) {
        this.database = database;
        this.rows = new AtCommit<>(transaction, this::insert, committed -> signal.raise());
        this.clock = clock;
    }

    /** Appends under a new id. */
    public UUID append(Event event) {
        UUID id = EventIds.unique();
        append(id, event);
        return id;
    }

    /**
     * Appends under an id that the caller has chosen.
     *
     * @throws IllegalStateException outside a transaction, because then the event and the change that it tells of could part
     */
    public void append(UUID id, Event event) {
        rows.add(new Row(id, event, TraceContext.current(), clock.instant()));
    }

    /** Writes now what the commit would write: a rehearsal never commits. */
    public void flush() {
        rows.flush();
    }

    private void insert(List<Row> appended) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox (event_id, key, type, body, traceparent, created_at)"
                                + " select event_id, key, type, body, traceparent, created_at"
                                + " from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[]) with ordinality"
                                + " as row (event_id, key, type, body, traceparent, created_at, number) order by number")) {
            insert.setArray(1, column(connection, "uuid", appended, Row::id));
            insert.setArray(
                    2, column(connection, "text", appended, row -> row.event().key()));
            insert.setArray(
                    3,
                    column(
                            connection,
                            "text",
                            appended,
                            row -> EventTypes.nameOf(row.event().getClass())));
            insert.setArray(4, column(connection, "text", appended, row -> json(row.event())));
            insert.setArray(5, column(connection, "text", appended, Row::traceparent));
            insert.setArray(
                    6,
                    column(connection, "timestamptz", appended, row -> row.at().toString()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new MessagingStoreException("can't append to the outbox", e);
        }
    }

    private static Array column(
            Connection connection, String type, List<Row> rows, Function<Row, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    private static String json(Event event) {
        try {
            return EventCodec.JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't write " + event.getClass().getSimpleName() + " as JSON", e);
        }
    }
}
