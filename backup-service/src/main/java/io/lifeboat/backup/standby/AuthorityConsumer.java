package io.lifeboat.backup.standby;

import io.lifeboat.event.AuthorityGranted;
import io.lifeboat.messaging.EventReceiver;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Notes down who may trade: nothing is copied from a host that may not. */
@ApplicationScoped
class AuthorityConsumer {

    private final EventReceiver receiver;
    private final DatabaseStateRows rows;

    AuthorityConsumer(EventReceiver receiver, DatabaseStateRows rows) {
        this.receiver = receiver;
        this.rows = rows;
    }

    @Incoming("authority")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, AuthorityGranted.class, envelope -> rows.granted(envelope.event()));
    }
}
