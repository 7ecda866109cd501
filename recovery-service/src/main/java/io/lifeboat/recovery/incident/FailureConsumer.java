package io.lifeboat.recovery.incident;

import io.lifeboat.event.FailureEvent;
import io.lifeboat.messaging.EventReceiver;
import io.lifeboat.recovery.execution.Executor;
import io.lifeboat.recovery.incident.Incidents.NewRun;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The detector's failures. What a crash keeps from being driven here, the executor takes up by itself. */
@ApplicationScoped
class FailureConsumer {

    private final EventReceiver receiver;
    private final Incidents incidents;
    private final Executor executor;

    FailureConsumer(EventReceiver receiver, Incidents incidents, Executor executor) {
        this.receiver = receiver;
        this.incidents = incidents;
        this.executor = executor;
    }

    @Incoming("failures")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) {
        AtomicReference<Optional<NewRun>> started = new AtomicReference<>(Optional.empty());
        receiver.receive(record, FailureEvent.class, envelope -> started.set(incidents.take(envelope.event())));
        started.get().ifPresent(run -> executor.drive(run.run(), run.incident()));
    }
}
