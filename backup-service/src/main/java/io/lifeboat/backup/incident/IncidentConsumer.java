package io.lifeboat.backup.incident;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.messaging.EventReceiver;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Notes down what incidents need; to place it takes longer than a consumer may. */
@ApplicationScoped
class IncidentConsumer {

    private final EventReceiver receiver;
    private final IncidentHolds holds;
    private final IncidentHoldWorker worker;
    private final Catalog catalog;
    private final BackupConfig config;

    IncidentConsumer(
            EventReceiver receiver,
            IncidentHolds holds,
            IncidentHoldWorker worker,
            Catalog catalog,
            BackupConfig config) {
        this.receiver = receiver;
        this.holds = holds;
        this.worker = worker;
        this.catalog = catalog;
        this.config = config;
    }

    @Incoming("incidents")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, IncidentEvent.class, envelope -> note(envelope.event()));
        worker.raise();
    }

    private void note(IncidentEvent event) {
        if (event instanceof IncidentEvent.Opened opened) {
            holds.opened(opened, IncidentHoldPolicy.concerned(catalog, opened.component()));
        } else if (event instanceof IncidentEvent.Closed closed) {
            holds.closed(closed, config.holdAfterIncident());
        }
    }
}
