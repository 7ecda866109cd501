package io.lifeboat.recovery.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.messaging.AtCommit;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.RecoveryMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/** The one way to say what happens to an incident: on the record, on the topic and in the metrics, or, if the transaction does not commit, nowhere. */
@ApplicationScoped
public class Timeline {

    /** @param type such as {@code step-started} or {@code page-raised} */
    public record Entry(Instant at, String type, JsonNode event) {}

    private record Row(UUID incident, Instant at, String type, Event event) {}

    private final TimelineRows kept;
    private final DataSource database;
    private final Outbox outbox;
    private final AtCommit<Row> rows;

    Timeline(
            TimelineRows kept,
            DataSource database,
            Outbox outbox,
            RecoveryMetrics metrics,
            TransactionSynchronizationRegistry transaction) {
        this.kept = kept;
        this.database = database;
        this.outbox = outbox;
        this.rows = new AtCommit<>(transaction, this::insert, committed -> count(metrics, committed));
    }

    /** Within the caller's transaction, which holds the lock on the incident or on its run: that keeps the order. */
    public void append(IncidentEvent event) {
        rows.add(new Row(event.incident(), event.at(), type(event), event));
        outbox.append(event);
    }

    /** Within the caller's transaction. What people are told is on the record, too; the caller publishes it. */
    public void note(PageEvent page) {
        rows.add(new Row(page.incident(), page.at(), "page-" + type(page), page));
    }

    /** Within the caller's transaction. */
    public void note(DeliveryEvent delivery) {
        rows.add(new Row(delivery.incident(), delivery.at(), "delivery-" + type(delivery), delivery));
    }

    /** Within the caller's transaction. */
    public List<Entry> of(UUID incident) {
        rows.flush();
        return kept.of(incident).stream()
                .map(row -> new Entry(row.at, row.type, read(row.body)))
                .toList();
    }

    /** Writes now what the commit would write: a rehearsal never commits. */
    public void flush() {
        rows.flush();
        outbox.flush();
    }

    /** In one statement. The table's trigger sees the rows before its own, so that the chain of hashes holds within it, too. */
    private void insert(List<Row> appended) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into timeline (incident, at, type, body) select incident, at, type, body"
                                + " from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[]) with ordinality"
                                + " as row (incident, at, type, body, number) order by number")) {
            insert.setArray(1, column(connection, "uuid", appended, Row::incident));
            insert.setArray(
                    2,
                    column(connection, "timestamptz", appended, row -> row.at().toString()));
            insert.setArray(3, column(connection, "text", appended, Row::type));
            insert.setArray(4, column(connection, "text", appended, row -> write(row.event())));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("can't write the timeline", e);
        }
    }

    private static Array column(Connection connection, String type, List<Row> rows, Function<Row, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    private static void count(RecoveryMetrics metrics, List<Row> committed) {
        for (Row row : committed) {
            if (row.event() instanceof IncidentEvent event) {
                metrics.count(event);
            }
        }
    }

    private static String type(Event event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static String write(Event event) {
        try {
            return EventCodec.JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't keep " + type(event), e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return EventCodec.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the timeline can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
