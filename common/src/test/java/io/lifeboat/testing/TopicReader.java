package io.lifeboat.testing;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.Topic;
import io.lifeboat.messaging.EventReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic as another service would, and keeps all that it has read. */
public final class TopicReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    private TopicReader(String topic, boolean fromBeginning) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestStack.kafka().bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        }
    }

    /** From now on. */
    public static TopicReader of(Topic topic) {
        return new TopicReader(topic.name(), false);
    }

    public static TopicReader fromBeginning(Topic topic) {
        return new TopicReader(topic.name(), true);
    }

    /** The dead letters of a topic, from now on. */
    public static TopicReader ofDeadLetters(Topic topic) {
        return new TopicReader(topic.deadLetter(), false);
    }

    /** Everything that has come so far. */
    public List<ConsumerRecord<String, byte[]>> records() {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        return List.copyOf(records);
    }

    /** Every event of this type that has come so far, in the order of coming. */
    public <E extends Event> List<Envelope<E>> events(Class<E> type) {
        return records().stream()
                .map(record -> EventReceiver.decode(record, Event.class))
                .filter(envelope -> type.isInstance(envelope.event()))
                .map(envelope -> new Envelope<>(
                        envelope.id(),
                        envelope.source(),
                        envelope.time(),
                        envelope.traceparent(),
                        type.cast(envelope.event())))
                .toList();
    }

    /** Waits for an event of this type for which this is true. */
    public <E extends Event> E await(Class<E> type, Predicate<E> condition) {
        return Awaitility.await("a " + type.getSimpleName())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> events(type).stream()
                                .map(Envelope::event)
                                .filter(condition)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
