package io.lifeboat.benchmarks;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A detector that announces whatever it is told to. */
final class FailureFeed implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    FailureFeed(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Returns before the broker has it: {@link #flush}. Each call is an event of its own, however alike they are. */
    void announce(String scenario, String component, String target) {
        Instant now = Instant.now();
        var event = new ScenarioDetected(
                scenario,
                component,
                target,
                now,
                now,
                List.of(new Evidence("bench", "bench", "here", now, "measured")));
        var envelope = new Envelope<>(EventIds.unique(), "/lifeboat/bench", now, null, event);
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.<String>createWriter(
                        Topics.FAILURES.name(), null, now.toEpochMilli(), event.key())
                .writeBinary(EventCodec.encode(envelope));
        var _ = producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
