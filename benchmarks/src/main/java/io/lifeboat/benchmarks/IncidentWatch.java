package io.lifeboat.benchmarks;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.Topics;
import io.lifeboat.messaging.EventReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hears what happens to incidents, and wakes who waits for it: looking again and again would cost what is measured. */
final class IncidentWatch implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<IncidentEvent> heard = new ArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().name("incident-watch").daemon().unstarted(this::run);

    IncidentWatch(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.INCIDENTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
    }

    /** @throws IllegalStateException if it has not come within that time */
    synchronized <E extends IncidentEvent> E await(Class<E> type, Predicate<E> which, Duration within)
            throws InterruptedException {
        return awaitAll(type, which, 1, within).getFirst();
    }

    /** As many as that, in the order of coming. */
    synchronized <E extends IncidentEvent> List<E> awaitAll(
            Class<E> type, Predicate<E> which, int number, Duration within) throws InterruptedException {
        List<E> found = new ArrayList<>();
        long deadline = System.nanoTime() + within.toNanos();
        for (int next = 0; found.size() < number; ) {
            for (; next < heard.size(); next++) {
                if (type.isInstance(heard.get(next)) && which.test(type.cast(heard.get(next)))) {
                    found.add(type.cast(heard.get(next)));
                }
            }
            long left = deadline - System.nanoTime();
            if (found.size() < number && left <= 0) {
                throw new IllegalStateException(found.size() + " of " + number + " " + type.getSimpleName()
                        + " have come within " + within.toSeconds() + " s");
            }
            if (found.size() < number) {
                wait(Math.max(1, left / 1_000_000));
            }
        }
        return found;
    }

    /** What was heard so far is of no use any more. */
    synchronized void forget() {
        heard.clear();
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join(Duration.ofSeconds(3));
    }

    private void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    hear(EventReceiver.decode(record, IncidentEvent.class).event());
                }
            }
        } catch (WakeupException e) {
            // close() has asked for it.
        }
    }

    private synchronized void hear(IncidentEvent event) {
        heard.add(event);
        notifyAll();
    }
}
