package io.lifeboat.recovery.incident;

import io.lifeboat.recovery.execution.Executor;
import io.lifeboat.recovery.incident.Incidents.NewRun;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Runs that a person starts. */
@ApplicationScoped
public class ByHand {

    private final Incidents incidents;
    private final Executor executor;

    ByHand(Incidents incidents, Executor executor) {
        this.incidents = incidents;
        this.executor = executor;
    }

    /** @param run of the incident that was opened for it */
    public record Begun(UUID incident, UUID run) {}

    /**
     * Returns when the run is on the record.
     *
     * @return none if the procedure runs on the target already
     * @throws io.lifeboat.messaging.RejectedEventException if there is no such procedure
     */
    public Optional<Begun> begin(String procedure, String target, String by, String note) {
        Optional<NewRun> begun =
                QuarkusTransaction.requiringNew().call(() -> incidents.begin(procedure, target, by, note));
        begun.ifPresent(run -> executor.drive(run.run(), run.incident()));
        return begun.map(run -> new Begun(run.incident(), run.run()));
    }
}
