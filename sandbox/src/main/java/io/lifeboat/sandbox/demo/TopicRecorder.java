package io.lifeboat.sandbox.demo;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.Topic;
import io.lifeboat.event.Topics;
import io.lifeboat.event.UndecodableEventException;
import io.lifeboat.messaging.EventReceiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads every topic from its beginning and keeps what it reads. Rides out an outage of the broker. */
public final class TopicRecorder implements AutoCloseable {

    /** An event, and the topic that it came on. */
    public record Recorded(Topic topic, Envelope<Event> envelope) {}

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Topic> topics =
            Topics.ALL.stream().collect(Collectors.toMap(Topic::name, topic -> topic));
    private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
    private final Consumer<Envelope<Event>> listener;
    private final Thread thread =
            Thread.ofPlatform().name("topic-recorder").daemon().unstarted(this::run);

    public TopicRecorder(String bootstrapServers, Consumer<Envelope<Event>> listener) {
        this.listener = listener;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Topics.ALL.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
    }

    /** What has come so far. */
    public List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    /** The events of one type that have come so far, in the order of coming. */
    public <E extends Event> List<E> events(Class<E> type) {
        return recorded.stream()
                .map(one -> one.envelope().event())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    take(record);
                }
            }
        } catch (WakeupException e) {
            // close() has asked for it.
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Topic topic = topics.get(record.topic());
        if (topic == null) {
            return;
        }
        try {
            Envelope<Event> envelope = EventReceiver.decode(record, Event.class);
            recorded.add(new Recorded(topic, envelope));
            listener.accept(envelope);
        } catch (UndecodableEventException e) {
            System.err.println("unreadable on " + record.topic() + ": " + e.getMessage());
        }
    }
}
