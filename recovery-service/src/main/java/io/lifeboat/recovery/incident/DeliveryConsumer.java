package io.lifeboat.recovery.incident;

import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.messaging.EventReceiver;
import io.lifeboat.recovery.timeline.Timeline;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What became of the pages, on the incident's record: the report says whom they have reached, and when. */
@ApplicationScoped
class DeliveryConsumer {

    private final EventReceiver receiver;
    private final IncidentRows incidents;
    private final Timeline timeline;

    DeliveryConsumer(EventReceiver receiver, IncidentRows incidents, Timeline timeline) {
        this.receiver = receiver;
        this.incidents = incidents;
        this.timeline = timeline;
    }

    @Incoming("deliveries")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, DeliveryEvent.class, envelope -> note(envelope.event()));
    }

    /** A delay is no outcome, and what the notifier itself has to say belongs to no incident of ours. */
    private void note(DeliveryEvent event) {
        if (!(event instanceof DeliveryEvent.Deferred)
                && incidents.findByIdOptional(event.incident()).isPresent()) {
            timeline.note(event);
        }
    }
}
