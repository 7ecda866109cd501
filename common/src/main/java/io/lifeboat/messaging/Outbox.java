package io.lifeboat.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.EventTypes;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
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

    private final DataSource database;
    private final TransactionSynchronizationRegistry transaction;
    private final OutboxSignal signal;
    private final Clock clock;

    Outbox(DataSource database, TransactionSynchronizationRegistry transaction, OutboxSignal signal, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.signal = signal;
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
        if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("an event is appended to the outbox only within a transaction");
        }
        insert(id, event, TraceContext.current());
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    signal.raise();
                }
            }
        });
    }

    private void insert(UUID id, Event event, @Nullable String traceparent) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into outbox (event_id, key, type, body, traceparent, created_at) values (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, event.key());
            insert.setString(3, EventTypes.nameOf(event.getClass()));
            insert.setString(4, EventCodec.JSON.writeValueAsString(event));
            insert.setString(5, traceparent);
            insert.setObject(6, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new MessagingStoreException("can't append to the outbox", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't write " + event.getClass().getSimpleName() + " as JSON", e);
        }
    }
}
