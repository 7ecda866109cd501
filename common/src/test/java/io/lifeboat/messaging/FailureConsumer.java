package io.lifeboat.messaging;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.FailureEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The consumer that a service has, with a handler that a test can change. */
@Singleton
class FailureConsumer {

    final List<Envelope<FailureEvent>> handled = new CopyOnWriteArrayList<>();
    volatile Consumer<Envelope<FailureEvent>> handler = envelope -> {};
    private final EventReceiver receiver;

    FailureConsumer(EventReceiver receiver) {
        this.receiver = receiver;
    }

    @Incoming("failures")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, FailureEvent.class, envelope -> {
            handler.accept(envelope);
            handled.add(envelope);
        });
    }

    List<String> targets() {
        return handled.stream()
                .map(envelope -> ((FailureEvent.ScenarioCleared) envelope.event()).target())
                .toList();
    }
}
