package io.lifeboat.testing;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes as another service would. */
public final class TopicWriter implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers(), "acks", "all", "linger.ms", "0"),
            new StringSerializer(),
            new ByteArraySerializer());

    /** Under a new id, which it returns. */
    public UUID send(Event event) {
        UUID id = EventIds.unique();
        send(id, event);
        return id;
    }

    /** Returns when the broker has it. */
    public void send(UUID id, Event event) {
        await(record(id, event));
    }

    /** As a service would that is in the middle of a trace. */
    public void send(Event event, String traceparent) {
        ProducerRecord<String, byte[]> record = record(EventIds.unique(), event);
        record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        await(record);
    }

    /** Returns at once: {@link #flush} waits for all. */
    public Future<?> sendAsync(UUID id, Event event) {
        return producer.send(record(id, event));
    }

    public void flush() {
        producer.flush();
    }

    /** Anything at all. */
    public void sendRaw(String topic, String key, byte[] value) {
        await(new ProducerRecord<>(topic, key, value));
    }

    @Override
    public void close() {
        producer.close();
    }

    private static ProducerRecord<String, byte[]> record(UUID id, Event event) {
        Instant now = Instant.now();
        return KafkaMessageFactory.<String>createWriter(Topics.of(event).name(), null, now.toEpochMilli(), event.key())
                .writeBinary(EventCodec.encode(new Envelope<>(id, "/lifeboat/test", now, null, event)));
    }

    private void await(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take the record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
