package io.lifeboat.recovery.incident;

import io.lifeboat.event.FailureEvent;
import io.lifeboat.messaging.EventReceiver;
import io.lifeboat.recovery.execution.Executor;
import io.lifeboat.recovery.incident.Incidents.NewRun;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    /** All that a poll has brought. Each that is refused goes to the dead-letter topic by itself. */
    @Incoming("failures")
    @Blocking
    CompletionStage<Void> on(KafkaRecordBatch<String, byte[]> batch) {
        Map<ConsumerRecord<String, byte[]>, KafkaRecord<String, byte[]>> records = new LinkedHashMap<>();
        batch.getRecords().forEach(record -> records.put(inner(record), record));
        List<CompletionStage<Void>> refusals = new ArrayList<>();
        List<NewRun> started = receiver.receiveAll(
                List.copyOf(records.keySet()),
                FailureEvent.class,
                () -> {
                    Intake intake = incidents.intake();
                    return envelope -> intake.take(envelope.event());
                },
                (record, reason) ->
                        refusals.add(Objects.requireNonNull(records.get(record)).nack(reason)));
        started.forEach(run -> executor.drive(run.run(), run.incident()));
        return CompletableFuture.allOf(refusals.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new))
                .thenCompose(all -> batch.ack());
    }

    private static ConsumerRecord<String, byte[]> inner(KafkaRecord<String, byte[]> record) {
        ConsumerRecord<String, byte[]> inner =
                new ConsumerRecord<>(record.getTopic(), record.getPartition(), 0, record.getKey(), record.getPayload());
        record.getHeaders().forEach(inner.headers()::add);
        return inner;
    }
}
