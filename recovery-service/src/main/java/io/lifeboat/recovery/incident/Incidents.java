package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.recovery.execution.RunListener;
import io.lifeboat.recovery.execution.Runs;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Opens, joins, recovers and closes incidents. Every method is called within a transaction, and locks the incident first.
 *
 * <p>What is old news is decided by the detector's own times, never by the order of coming: the same failure under a new
 * id, or an all-clear of long ago, changes nothing.
 */
@ApplicationScoped
class Incidents implements RunListener {

    /** What must be driven once the transaction has committed. */
    record NewRun(UUID run, UUID incident) {}

    private final IncidentRows rows;
    private final Runs runs;
    private final Timeline timeline;
    private final IncidentPages pages;
    private final Plan plan;
    private final Clock clock;

    Incidents(IncidentRows rows, Runs runs, Timeline timeline, IncidentPages pages, Plan plan, Clock clock) {
        this.rows = rows;
        this.runs = runs;
        this.timeline = timeline;
        this.pages = pages;
        this.plan = plan;
        this.clock = clock;
    }

    Optional<NewRun> detected(ScenarioDetected failure) {
        Scenario scenario = plan.scenario(failure.scenario());
        Component component = plan.component(failure.component());
        Optional<IncidentEntity> open = rows.lockOpen(failure.scenario(), failure.target());
        Optional<Instant> horizon = rows.horizon(failure.scenario(), failure.target());
        if (horizon.isPresent() && !failure.detectedAt().isAfter(horizon.get())) {
            return Optional.empty();
        }
        if (open.isPresent() && !open.get().goneBefore(failure.detectedAt())) {
            open.get().seen(failure.detectedAt());
            join(open.get(), failure.evidence());
            return Optional.empty();
        }
        open.ifPresent(former -> {
            close(former, "it had cleared at " + former.clearedAt + " and has failed again: that is a new incident");
            rows.flush();
        });
        return open(failure, scenario, component);
    }

    /**
     * Further evidence joins the open incident. Where the last one is over and something was seen anew since, the bot
     * has failed again before the detector saw it whole: that is a new incident.
     */
    Optional<NewRun> changed(ScenarioChanged failure) {
        Scenario scenario = plan.scenario(failure.scenario());
        Component component = plan.component(failure.component());
        Optional<IncidentEntity> open = rows.lockOpen(failure.scenario(), failure.target());
        if (open.isPresent()) {
            join(open.get(), failure.evidence());
            return Optional.empty();
        }
        return rows.horizon(failure.scenario(), failure.target())
                .flatMap(horizon -> Recurrence.of(failure, scenario, horizon))
                .flatMap(anew -> open(anew, scenario, component));
    }

    /** Under way, the run goes on to its verification; with people, the incident is over. */
    void cleared(ScenarioCleared failure) {
        plan.scenario(failure.scenario());
        plan.component(failure.component());
        rows.raiseHorizon(failure.scenario(), failure.target(), failure.clearedAt());
        Optional<IncidentEntity> open = rows.lockOpen(failure.scenario(), failure.target())
                .filter(incident -> failure.clearedAt().isAfter(incident.seenAt));
        open.ifPresent(incident -> {
            incident.clearedAt = failure.clearedAt();
            if (incident.state == IncidentState.WITH_PEOPLE) {
                String reason = "the failure has cleared";
                recover(incident, clock.instant(), reason, Set.of());
                close(incident, reason);
            }
        });
    }

    @Override
    public void recovered(UUID id, Instant at, Set<String> told) {
        recover(lock(id), at, "verified", told);
    }

    @Override
    public void ended(UUID id, Outcome outcome, String reason) {
        IncidentEntity incident = lock(id);
        if (incident.state == IncidentState.RECOVERED) {
            close(incident, reason);
        } else {
            incident.state = IncidentState.WITH_PEOPLE;
            pages.failed(incident, reason);
        }
    }

    @Override
    public void paged(UUID id, String role) {
        lock(id).paged(role);
    }

    @Override
    public void told(UUID id, String role) {
        lock(id).told(role);
    }

    /** Tells people what of the objective is spent, each mark once. */
    void warn(UUID id) {
        IncidentEntity incident = lock(id);
        Duration target = incident.rto();
        Instant now = clock.instant();
        if (target == null || incident.recoveredAt != null || incident.closedAt != null) {
            return;
        }
        for (int percent : RtoClock.due(incident.detectedAt, target, incident.warnedPercent, now)) {
            incident.warnedPercent = percent;
            timeline.append(
                    new IncidentEvent.RtoAtRisk(id, percent, Duration.between(incident.detectedAt, now), target, now));
            pages.atRisk(incident, percent);
        }
    }

    private Optional<NewRun> open(ScenarioDetected failure, Scenario scenario, Component component) {
        Instant now = clock.instant();
        StartDecision decision = decide(scenario, failure.target());
        IncidentEntity incident = IncidentEntity.of(EventIds.unique(), failure, now, component.rto());
        incident.state = decision instanceof StartDecision.Start ? IncidentState.RECOVERING : IncidentState.WITH_PEOPLE;
        rows.persist(incident);
        timeline.append(new IncidentEvent.Opened(
                incident.id,
                incident.scenario,
                incident.component,
                incident.target,
                incident.detectedAt,
                now,
                component.rto(),
                failure.evidence()));
        pages.opened(incident, failure.evidence(), decision);
        return switch (decision) {
            case StartDecision.Start start -> {
                rows.flush();
                yield Optional.of(new NewRun(runs.start(incident.id, start.procedure(), incident.target), incident.id));
            }
            case StartDecision.Withhold withhold -> {
                timeline.append(
                        new IncidentEvent.RunWithheld(incident.id, withhold.procedure(), withhold.reason(), now));
                yield Optional.empty();
            }
        };
    }

    private StartDecision decide(Scenario scenario, String target) {
        Procedure procedure = plan.procedure(scenario).orElse(null);
        String id = String.valueOf(scenario.procedure());
        long started = procedure == null
                ? 0
                : runs.startedWithin(id, target, procedure.budget().per());
        return StartDecision.decide(id, procedure, started);
    }

    private void join(IncidentEntity incident, List<Evidence> evidence) {
        List<Evidence> known = EvidenceJson.read(incident.evidence);
        List<Evidence> fresh =
                evidence.stream().filter(one -> !known.contains(one)).toList();
        if (!fresh.isEmpty()) {
            incident.evidence = EvidenceJson.write(
                    Stream.concat(known.stream(), fresh.stream()).toList());
            timeline.append(new IncidentEvent.EvidenceJoined(incident.id, clock.instant(), fresh));
        }
    }

    private void recover(IncidentEntity incident, Instant at, String reason, Set<String> told) {
        incident.state = IncidentState.RECOVERED;
        incident.recoveredAt = at;
        rows.raiseHorizon(incident.scenario, incident.target, at);
        timeline.append(new IncidentEvent.Recovered(
                incident.id,
                incident.scenario,
                incident.component,
                incident.target,
                incident.detectedAt,
                at,
                Duration.between(incident.detectedAt, at),
                incident.rto()));
        pages.recovered(incident, reason, told);
    }

    private void close(IncidentEntity incident, String reason) {
        incident.state = IncidentState.CLOSED;
        incident.closedAt = clock.instant();
        timeline.append(new IncidentEvent.Closed(incident.id, reason, incident.closedAt));
        pages.closed(incident, reason);
    }

    private IncidentEntity lock(UUID id) {
        return rows.lock(id).orElseThrow(() -> new IllegalStateException("there is no incident " + id));
    }
}
