package io.lifeboat.recovery.incident;

import io.cloudevents.kafka.KafkaMessageFactory;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.Topics;
import io.lifeboat.messaging.EventReceiver;
import io.lifeboat.recovery.execution.RunRehearsal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Plays the start of every procedure before the first failure comes, in a transaction that is rolled back: the first
 * incident after a start must not wait for classes to load. What goes wrong here is told and does no harm.
 */
@ApplicationScoped
class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);
    private static final int TIMES = 5;

    private final Catalog catalog;
    private final Incidents incidents;
    private final RunRehearsal runs;
    private final Clock clock;

    Rehearsal(Catalog catalog, Incidents incidents, RunRehearsal runs, Clock clock) {
        this.catalog = catalog;
        this.incidents = incidents;
        this.runs = runs;
        this.clock = clock;
    }

    void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        try {
            for (int i = 0; i < TIMES; i++) {
                catalog.scenarios().values().stream()
                        .filter(scenario -> scenario.procedure() != null)
                        .forEach(this::play);
            }
        } catch (RuntimeException e) {
            LOG.warnf("the rehearsal did not work: %s", e);
        }
    }

    private void play(Scenario scenario) {
        ScenarioDetected failure = (ScenarioDetected) overTheWire(failure(scenario));
        QuarkusTransaction.begin();
        try {
            incidents.detected(failure).ifPresent(run -> runs.rehearse(run.run(), run.incident()));
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private ScenarioDetected failure(Scenario scenario) {
        Instant now = clock.instant();
        return new ScenarioDetected(
                scenario.id(),
                scenario.component(),
                "rehearsal",
                now,
                now,
                List.of(new Evidence("rehearsal", "rehearsal", "rehearsal", now, "rehearsal")));
    }

    private FailureEvent overTheWire(FailureEvent failure) {
        ProducerRecord<String, byte[]> sent = KafkaMessageFactory.<String>createWriter(
                        Topics.FAILURES.name(), failure.key())
                .writeBinary(EventCodec.encode(new Envelope<>(
                        EventIds.unique(), "/lifeboat/recovery-service", clock.instant(), null, failure)));
        ConsumerRecord<String, byte[]> received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return EventReceiver.decode(received, FailureEvent.class).event();
    }
}
