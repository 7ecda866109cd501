package io.lifeboat.sandbox;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.lifeboat.event.AuthorityGranted;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells the engines who may trade, as the operator who sets a new bot up does. */
final class AuthorityGrant {

    private static final String ENGINE = "trading-engine";

    private AuthorityGrant() {}

    static void publish(String kafka, String holder, long epoch, Instant now, String reason) {
        var envelope = new Envelope<>(
                EventIds.deterministic("sandbox", holder, String.valueOf(epoch), now.toString()),
                "/lifeboat/sandbox",
                now,
                null,
                new AuthorityGranted(ENGINE, holder, epoch, now, reason));
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.<String>createWriter(
                        Topics.AUTHORITY.name(), null, now.toEpochMilli(), ENGINE)
                .writeBinary(EventCodec.encode(envelope));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "max.block.ms", 20_000),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while granting the authority", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka at " + kafka + " does not take the authority to trade", e);
        }
    }
}
