package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.RecoveryConfig;
import io.lifeboat.recovery.procedure.Attempt;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.procedure.ProcedureJson;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs as they are kept: who owns them, how they began and how they ended. */
@ApplicationScoped
public class Runs {

    private final RunRows runs;
    private final AttemptRows attempts;
    private final Outbox outbox;
    private final Clock clock;
    private final Duration lease;
    private final String me;

    Runs(
            RunRows runs,
            AttemptRows attempts,
            Outbox outbox,
            Clock clock,
            RecoveryConfig config,
            @ConfigProperty(name = "lifeboat.instance") String me) {
        this.runs = runs;
        this.attempts = attempts;
        this.outbox = outbox;
        this.clock = clock;
        this.lease = config.lease();
        this.me = me;
    }

    /** How many automatic runs of a procedure a target has had in the window that ends now. */
    public long startedWithin(String procedure, String target, Duration window) {
        return runs.startedSince(procedure, target, clock.instant().minus(window));
    }

    /** A new run, owned by this instance. Call it in a transaction, and {@link Executor#drive} once that has committed. */
    public UUID start(UUID incident, Procedure procedure, String target) {
        Instant now = clock.instant();
        RunEntity run = new RunEntity();
        run.id = EventIds.unique();
        run.incident = incident;
        run.procedure = procedure.id();
        run.procedureHash = procedure.hash();
        run.pinned = ProcedureJson.write(procedure);
        run.target = target;
        run.number = runs.ofIncident(incident).size() + 1;
        run.state = RunRows.RUNNING;
        run.owner = me;
        run.generation = 1;
        run.leaseUntil = now.plus(lease);
        run.startedAt = now;
        runs.persist(run);
        outbox.append(new IncidentEvent.RunStarted(
                incident,
                run.id,
                procedure.id(),
                procedure.hash(),
                procedure.mode().name().toLowerCase(Locale.ROOT),
                run.number,
                now));
        return run.id;
    }

    Ownership first(UUID run, UUID incident) {
        return new Ownership(run, incident, 1);
    }

    List<UUID> claimable() {
        return QuarkusTransaction.requiringNew().call(() -> runs.claimable(me, clock.instant()));
    }

    /** Takes a run over. None if another instance was quicker, or its owner lives after all. */
    Optional<Ownership> claim(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.lock(id)
                        .filter(run -> run.state.equals(RunRows.RUNNING))
                        .filter(run -> run.owner.equals(me) || run.leaseUntil.isBefore(clock.instant()))
                        .map(run -> {
                            run.owner = me;
                            run.generation++;
                            run.leaseUntil = clock.instant().plus(lease);
                            return new Ownership(run.id, run.incident, run.generation);
                        }));
    }

    /** False if the run is no longer ours. */
    boolean renew(Ownership ownership) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.renew(
                                ownership.run(),
                                me,
                                ownership.generation(),
                                clock.instant().plus(lease))
                        == 1);
    }

    Procedure procedure(Ownership ownership) {
        return QuarkusTransaction.requiringNew().call(() -> ProcedureJson.read(runs.findById(ownership.run()).pinned));
    }

    List<Attempt> attempts(Ownership ownership) {
        return QuarkusTransaction.requiringNew()
                .call(() -> attempts.of(ownership.run()).stream()
                        .map(AttemptEntity::toAttempt)
                        .toList());
    }

    /**
     * Locks the run for the rest of the transaction.
     *
     * @throws OwnershipLostException if another instance has claimed it, or it has ended
     */
    RunEntity own(Ownership ownership) {
        return runs.lock(ownership.run())
                .filter(run -> run.generation == ownership.generation() && run.state.equals(RunRows.RUNNING))
                .orElseThrow(() -> new OwnershipLostException(ownership));
    }

    /** Within the caller's transaction. */
    void finish(Ownership ownership, Outcome outcome, String reason) {
        RunEntity run = own(ownership);
        run.state = outcome.name();
        run.reason = reason;
        run.endedAt = clock.instant();
        outbox.append(new IncidentEvent.RunEnded(
                run.incident, run.id, outcome.name().toLowerCase(Locale.ROOT), reason, run.endedAt));
    }
}
