package io.lifeboat.messaging;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Topics;
import io.lifeboat.event.UndecodableEventException;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes an event exactly once: decodes it, claims it, and runs its handler, all in one transaction.
 *
 * <p>Call it from an ordered {@code @Blocking} consumer and let what it throws through: that sends the record to the
 * dead-letter topic with the reason, and the next record is taken.
 */
@ApplicationScoped
@IfBuildProperty(name = "lifeboat.outbox", stringValue = "postgresql")
public class EventReceiver {

    private static final Logger LOG = Logger.getLogger(EventReceiver.class);
    private static final int TRIES = 4;
    private static final long LONGEST_BACKOFF_MILLIS = 2_000;

    private final Inbox inbox;
    private final CountDownLatch stopped = new CountDownLatch(1);

    EventReceiver(DataSource database) {
        this.inbox = new Inbox(database);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    /**
     * Waits for as long as the database is away.
     *
     * @param handler runs within the transaction, and only the first time that this event comes
     * @throws UndecodableEventException if the record is no event of the family
     * @throws RejectedEventException if the handler has thrown it
     */
    public <E extends Event> void receive(
            ConsumerRecord<String, byte[]> record, Class<E> family, Consumer<Envelope<E>> handler) {
        Envelope<E> envelope = decode(record, family);
        long backoff = 50;
        for (int attempt = 1; ; attempt++) {
            try {
                QuarkusTransaction.requiringNew().run(() -> take(record.topic(), envelope, handler));
                return;
            } catch (RuntimeException e) {
                FailureKind kind = FailureKind.of(e);
                if (kind == FailureKind.EVENT || (kind == FailureKind.OTHER && attempt >= TRIES)) {
                    LOG.errorf("event %s of %s goes to the dead-letter topic: %s", envelope.id(), record.topic(), e);
                    throw e;
                }
                LOG.warnf(
                        "event %s of %s waits %d ms (attempt %d): %s",
                        envelope.id(), record.topic(), backoff, attempt, e);
                if (pause(backoff)) {
                    leaveUncommitted();
                }
                backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MILLIS);
            }
        }
    }

    /**
     * As {@link #receive}, of many records of one topic: in one transaction, as long as none of them is at fault; else one after another.
     * What is refused is not thrown but told, and the others are taken.
     *
     * @param handler made anew for each transaction; what it returns counts only if that commits
     * @param refused what the dead-letter topic must have, and why
     * @return what the handlers have returned, in the order of the records
     */
    public <E extends Event, R> List<R> receiveAll(
            List<ConsumerRecord<String, byte[]>> records,
            Class<E> family,
            Supplier<Function<Envelope<E>, Optional<R>>> handler,
            BiConsumer<ConsumerRecord<String, byte[]>, RuntimeException> refused) {
        if (records.size() > 1) {
            try {
                return QuarkusTransaction.requiringNew().call(() -> takeAll(records, family, handler.get()));
            } catch (RuntimeException e) {
                LOG.infof(
                        "%d events of %s are taken one after another: %s",
                        records.size(), records.getFirst().topic(), e);
            }
        }
        List<R> results = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            AtomicReference<Optional<R>> result = new AtomicReference<>(Optional.empty());
            try {
                receive(record, family, envelope -> result.set(handler.get().apply(envelope)));
                result.get().ifPresent(results::add);
            } catch (RuntimeException e) {
                refused.accept(record, e);
            }
        }
        return results;
    }

    private <E extends Event, R> List<R> takeAll(
            List<ConsumerRecord<String, byte[]>> records, Class<E> family, Function<Envelope<E>, Optional<R>> handler) {
        Map<UUID, Envelope<E>> envelopes = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Envelope<E> envelope = decode(record, family);
            envelopes.putIfAbsent(envelope.id(), envelope);
        }
        List<R> results = new ArrayList<>();
        try {
            Set<UUID> fresh = inbox.firstTimes(records.getFirst().topic(), envelopes.keySet());
            for (Envelope<E> envelope : envelopes.values()) {
                if (fresh.contains(envelope.id())) {
                    TraceContext.within(envelope.traceparent(), () -> handler.apply(envelope))
                            .ifPresent(results::add);
                }
            }
            return results;
        } catch (SQLException e) {
            throw new MessagingStoreException("can't claim events", e);
        }
    }

    /**
     * Takes an event of the caller's own as if it had come from the broker, and rolls everything back: nothing is left of
     * it, but the code is warm.
     */
    public <E extends Event> void rehearse(E event, Class<E> family, Consumer<Envelope<E>> handler) {
        Envelope<E> sent = new Envelope<>(EventIds.unique(), "/lifeboat/rehearsal", Instant.EPOCH, null, event);
        String topic = Topics.of(event).name();
        ProducerRecord<String, byte[]> out =
                KafkaMessageFactory.<String>createWriter(topic, event.key()).writeBinary(EventCodec.encode(sent));
        ConsumerRecord<String, byte[]> in = new ConsumerRecord<>(topic, 0, 0, out.key(), out.value());
        out.headers().forEach(in.headers()::add);
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                take(topic, decode(in, family), handler);
                throw new RehearsedException();
            });
        } catch (RehearsedException e) {
            // As it is meant: the transaction is rolled back.
        }
    }

    private static final class RehearsedException extends RuntimeException {
        RehearsedException() {
            super("rolled back", null, false, false);
        }
    }

    /** @throws UndecodableEventException if the record is no event of the family */
    public static <E extends Event> Envelope<E> decode(ConsumerRecord<String, byte[]> record, Class<E> family) {
        CloudEvent cloud;
        try {
            cloud = KafkaMessageFactory.createReader(record).toEvent();
        } catch (RuntimeException e) {
            throw new UndecodableEventException("no CloudEvent: " + e.getMessage(), e);
        }
        return EventCodec.decode(cloud, traceparent(record), family);
    }

    private <E extends Event> void take(String topic, Envelope<E> envelope, Consumer<Envelope<E>> handler) {
        try {
            if (inbox.firstTime(topic, envelope.id())) {
                handler.accept(envelope);
            }
        } catch (SQLException e) {
            throw new MessagingStoreException("can't claim an event", e);
        }
    }

    /** True if the service stops meanwhile: the record is not committed then, and comes again after the restart. */
    private boolean pause(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Neither acknowledges nor refuses: a refusal would send a good event to the dead-letter topic. The process ends under this thread. */
    private static void leaveUncommitted() {
        while (true) {
            LockSupport.park(EventReceiver.class);
        }
    }

    private static @Nullable String traceparent(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader(TraceContext.HEADER);
        return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }
}
