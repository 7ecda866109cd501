package io.lifeboat.messaging;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.Topics;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** CloudEvents in Kafka's binary mode, through the one outgoing channel {@code outbox}. */
@ApplicationScoped
class KafkaEventSender implements EventSender {

    private static final Logger LOG = Logger.getLogger(KafkaEventSender.class);

    private final MutinyEmitter<byte[]> emitter;
    private final KafkaClientService clients;

    KafkaEventSender(
            @Channel("outbox") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter,
            KafkaClientService clients) {
        this.emitter = emitter;
        this.clients = clients;
    }

    /** The producer learns where every topic is, so that no first event waits for that. Without a broker it learns it later. */
    void start(@Observes StartupEvent event) {
        clients.getProducer("outbox")
                .runOnSendingThread(producer -> {
                    Topics.ALL.forEach(topic -> producer.partitionsFor(topic.name()));
                })
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("no broker yet: %s", failure.getMessage()));
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
