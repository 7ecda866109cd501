package io.lifeboat.backup.job;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.event.BackupCommand;
import io.lifeboat.event.Envelope;
import io.lifeboat.messaging.EventReceiver;
import io.lifeboat.messaging.RejectedEventException;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Notes commands down; a snapshot takes longer than a consumer may. */
@ApplicationScoped
class CommandConsumer {

    private final EventReceiver receiver;
    private final Jobs jobs;
    private final JobSignal signal;
    private final Catalog catalog;

    CommandConsumer(EventReceiver receiver, Jobs jobs, JobSignal signal, Catalog catalog) {
        this.receiver = receiver;
        this.jobs = jobs;
        this.signal = signal;
        this.catalog = catalog;
    }

    @Incoming("backup-commands")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, BackupCommand.class, this::take);
        signal.raise();
    }

    private void take(Envelope<BackupCommand> envelope) {
        Job job = Job.of(envelope.id(), envelope.event());
        CommandPolicy.objection(job, catalog.backups()).ifPresent(reason -> {
            throw new RejectedEventException(reason);
        });
        jobs.add(job);
    }
}
