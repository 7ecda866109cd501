package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.recovery.RecoveryConfig;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.procedure.ProcedureJson;
import io.lifeboat.recovery.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs as they are kept: who owns them, how they began and how they ended. */
@ApplicationScoped
public class Runs {

    private final RunRows runs;
    private final StepJournal journal;
    private final Timeline timeline;
    private final Clock clock;
    private final Duration lease;
    private final String me;
    private final UUID process = EventIds.unique();

    Runs(
            RunRows runs,
            StepJournal journal,
            Timeline timeline,
            Clock clock,
            RecoveryConfig config,
            @ConfigProperty(name = "lifeboat.instance") String me) {
        this.runs = runs;
        this.journal = journal;
        this.timeline = timeline;
        this.clock = clock;
        this.lease = config.lease();
        this.me = me;
    }

    /** How many automatic runs of a procedure a target has had in the window that ends now. */
    public long startedWithin(String procedure, String target, Duration window) {
        return runs.startedSince(procedure, target, clock.instant().minus(window));
    }

    /** The procedure that runs on a target right now, whatever the incident. */
    public Optional<String> underWay(String target) {
        return runs.running(target).map(run -> run.procedure);
    }

    /** Whether the incident has had a run, by whomever it was started. */
    public boolean anyOf(UUID incident) {
        return !runs.ofIncident(incident).isEmpty();
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
        run.process = process;
        run.generation = 1;
        run.leaseUntil = now.plus(lease);
        run.startedAt = now;
        runs.persist(run);
        timeline.append(new IncidentEvent.RunStarted(
                incident,
                run.id,
                procedure.id(),
                procedure.hash(),
                procedure.mode().name().toLowerCase(Locale.ROOT),
                run.number,
                now));
        return run.id;
    }

    /** Within the caller's transaction. Ends the incident's run, if there is one; its owner finds its ownership lost. */
    public void abortOf(UUID incident, String reason) {
        runs.ofIncident(incident).stream()
                .filter(run -> run.state.equals(RunRows.RUNNING))
                .forEach(run -> {
                    RunEntity locked = runs.lock(run.id).orElseThrow();
                    locked.generation++;
                    locked.state = Outcome.ABORTED.name();
                    locked.reason = reason;
                    locked.endedAt = clock.instant();
                    timeline.append(new IncidentEvent.RunEnded(incident, locked.id, "aborted", reason, locked.endedAt));
                });
    }

    /** @param mode in which it ran */
    public record Ran(String procedure, Mode mode, String target) {}

    /** Within the caller's transaction: the incident's newest run, if anything ran for it. */
    public Optional<Ran> newest(UUID incident) {
        List<RunEntity> all = runs.ofIncident(incident);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ran(
                        all.getLast().procedure,
                        ProcedureJson.read(all.getLast().pinned).mode(),
                        all.getLast().target));
    }

    Ownership first(UUID run, UUID incident) {
        return new Ownership(run, incident, 1);
    }

    List<UUID> claimable() {
        return QuarkusTransaction.requiringNew().call(() -> runs.claimable(me, process, clock.instant()));
    }

    /** Takes a run over. None if another instance was quicker, or its owner lives after all. */
    Optional<Ownership> claim(UUID id) {
        return claim(
                id,
                run -> (run.owner.equals(me) && !run.process.equals(process))
                        || run.leaseUntil.isBefore(clock.instant()));
    }

    /** Takes up again what this process itself has put down. */
    Optional<Ownership> reclaim(UUID id) {
        return claim(id, run -> run.owner.equals(me));
    }

    private Optional<Ownership> claim(UUID id, Predicate<RunEntity> may) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.lock(id)
                        .filter(run -> run.state.equals(RunRows.RUNNING))
                        .filter(may)
                        .map(run -> {
                            run.owner = me;
                            run.process = process;
                            run.generation++;
                            run.leaseUntil = clock.instant().plus(lease);
                            return new Ownership(run.id, run.incident, run.generation);
                        }));
    }

    /** @return those that are no longer ours */
    List<Ownership> renew(List<Ownership> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<Ownership> renewed = QuarkusTransaction.requiringNew()
                .call(() -> journal.renew(all, me, clock.instant().plus(lease)));
        return all.stream()
                .filter(one -> !renewed.contains(one))
                .filter(one -> !renew(one))
                .toList();
    }

    /** Waits for a step that has the run locked. False if the run is no longer ours. */
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
    void verified(Ownership ownership, Instant now) {
        own(ownership).verifiedAt = now;
    }

    /** Within the caller's transaction. */
    void finish(Ownership ownership, Outcome outcome, String reason) {
        RunEntity run = own(ownership);
        run.state = outcome.name();
        run.reason = reason;
        run.endedAt = clock.instant();
        timeline.append(new IncidentEvent.RunEnded(
                run.incident, run.id, outcome.name().toLowerCase(Locale.ROOT), reason, run.endedAt));
    }
}
