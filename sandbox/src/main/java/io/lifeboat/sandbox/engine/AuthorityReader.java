package io.lifeboat.sandbox.engine;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.lifeboat.event.AuthorityGranted;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.Topics;
import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows the topic of authority from its beginning, and outlives every outage of Kafka. */
final class AuthorityReader implements Runnable {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String kafka;
    private final String engine;
    private final AuthorityFile file;
    private final PythonLog log;
    private final CountDownLatch caughtUp = new CountDownLatch(1);

    AuthorityReader(String kafka, String engine, AuthorityFile file, PythonLog log) {
        this.kafka = kafka;
        this.engine = engine;
        this.file = file;
        this.log = log;
    }

    /** Until everything that was on the topic at the start has been read, or that long. */
    void awaitCaughtUp(Duration atMost) throws InterruptedException {
        if (!caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            log.warning("Kafka is away: the authority on disk counts until it is back");
        }
    }

    @Override
    public void run() {
        while (true) {
            try {
                follow();
            } catch (KafkaException e) {
                log.warning("can't read the authority, trying again: " + e.getMessage());
            }
        }
    }

    private void follow() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", kafka,
                        "fetch.max.bytes", 1_048_576,
                        "reconnect.backoff.ms", 100,
                        "reconnect.backoff.max.ms", 1000),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.AUTHORITY.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (true) {
                if (consumer.position(partition) >= end) {
                    caughtUp.countDown();
                }
                consumer.poll(POLL).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            AuthorityGranted granted = EventCodec.decode(
                            KafkaMessageFactory.createReader(record).toEvent(), null, AuthorityGranted.class)
                    .event();
            if (granted.engine().equals(engine)
                    && file.seen(new Authority(granted.holder(), granted.epoch(), granted.mayTrade()))) {
                log.info("epoch " + granted.epoch() + " belongs to " + granted.holder() + ": " + granted.reason());
            }
        } catch (RuntimeException | IOException e) {
            log.error("can't take an authority: " + e.getMessage());
        }
    }
}
