package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.messaging.EventReceiver;
import io.lifeboat.recovery.execution.RunRehearsal;
import io.lifeboat.service.Rehearsal;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Plays the start of procedures, in a transaction that is rolled back. Not of those that concern the whole bot: they would
 * hold the locks of whatever is open, and real runs would wait for the rehearsal's end.
 */
@ApplicationScoped
class IncidentRehearsal {

    private final Rehearsal rehearsal;
    private final Catalog catalog;
    private final Plan plan;
    private final EventReceiver receiver;
    private final Incidents incidents;
    private final RunRehearsal runs;
    private final Clock clock;

    IncidentRehearsal(
            Rehearsal rehearsal,
            Catalog catalog,
            Plan plan,
            EventReceiver receiver,
            Incidents incidents,
            RunRehearsal runs,
            Clock clock) {
        this.rehearsal = rehearsal;
        this.catalog = catalog;
        this.plan = plan;
        this.receiver = receiver;
        this.incidents = incidents;
        this.runs = runs;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        rehearsal.start(() -> catalog.scenarios().values().stream()
                .filter(scenario -> scenario.procedure() != null && !plan.concernsEverything(scenario))
                .forEach(scenario -> receiver.rehearse(failure(scenario), FailureEvent.class, this::play)));
    }

    private void play(Envelope<FailureEvent> envelope) {
        if (envelope.event() instanceof ScenarioDetected failure) {
            incidents.take(failure).ifPresent(run -> runs.rehearse(run.run(), run.incident()));
        }
    }

    private FailureEvent failure(Scenario scenario) {
        Instant now = clock.instant();
        return new ScenarioDetected(
                scenario.id(),
                scenario.component(),
                "rehearsal",
                now,
                now,
                List.of(new Evidence("rehearsal", "rehearsal", "rehearsal", now, "rehearsal")));
    }
}
