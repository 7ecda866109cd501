package io.lifeboat.recovery.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.RecoveryMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The one way to say what happens to an incident: on the record, on the topic and in the metrics, or, if the transaction does not commit, nowhere. */
@ApplicationScoped
public class Timeline {

    /** @param type such as {@code step-started} or {@code page-raised} */
    public record Entry(Instant at, String type, JsonNode event) {}

    private final TimelineRows rows;
    private final Outbox outbox;
    private final RecoveryMetrics metrics;
    private final TransactionSynchronizationRegistry transaction;

    Timeline(
            TimelineRows rows, Outbox outbox, RecoveryMetrics metrics, TransactionSynchronizationRegistry transaction) {
        this.rows = rows;
        this.outbox = outbox;
        this.metrics = metrics;
        this.transaction = transaction;
    }

    /** Within the caller's transaction, which holds the lock on the incident or on its run: that keeps the order. */
    public void append(IncidentEvent event) {
        persist(event.incident(), event.at(), type(event), event);
        outbox.append(event);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    metrics.count(event);
                }
            }
        });
    }

    /** Within the caller's transaction. What people are told is on the record, too; the caller publishes it. */
    public void note(PageEvent page) {
        persist(page.incident(), page.at(), "page-" + type(page), page);
    }

    /** Within the caller's transaction. */
    public List<Entry> of(UUID incident) {
        return rows.of(incident).stream()
                .map(row -> new Entry(row.at, row.type, read(row.body)))
                .toList();
    }

    private void persist(UUID incident, Instant at, String type, Event event) {
        TimelineEntity row = new TimelineEntity();
        row.incident = incident;
        row.at = at;
        row.type = type;
        row.body = write(event);
        rows.persist(row);
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
