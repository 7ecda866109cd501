package io.lifeboat.messaging;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.Topics;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** CloudEvents in Kafka's binary mode, through the one outgoing channel {@code outbox}. */
@ApplicationScoped
class KafkaEventSender implements EventSender {

    private final MutinyEmitter<byte[]> emitter;

    KafkaEventSender(
            @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    @Override
    public CompletionStage<Void> send(Envelope<?> envelope) {
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.<String>createWriter(
                        Topics.of(envelope.event()).name(),
                        null,
                        envelope.time().toEpochMilli(),
                        envelope.event().key())
                .writeBinary(EventCodec.encode(envelope));
        String traceparent = envelope.traceparent();
        if (traceparent != null) {
            record.headers().add(TraceContext.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        return emitter.sendMessage(Message.of(record.value())
                        .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                                .withTopic(record.topic())
                                .withKey(record.key())
                                .withTimestamp(envelope.time())
                                .withHeaders(record.headers())
                                .build()))
                .subscribeAsCompletionStage();
    }
}
