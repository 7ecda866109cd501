package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.catalog.Step;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.PageEvent.Severity;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.messaging.RejectedEventException;
import io.lifeboat.recovery.execution.RunListener;
import io.lifeboat.recovery.execution.Runs;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Opens, joins, recovers and closes incidents. Every method is called within a transaction, and locks the incident first. */
@ApplicationScoped
class Incidents implements RunListener {

    /** What must be driven once the transaction has committed. */
    record NewRun(UUID run, UUID incident) {}

    private final IncidentRows rows;
    private final Runs runs;
    private final Outbox outbox;
    private final Catalog catalog;
    private final Clock clock;

    Incidents(IncidentRows rows, Runs runs, Outbox outbox, Catalog catalog, Clock clock) {
        this.rows = rows;
        this.runs = runs;
        this.outbox = outbox;
        this.catalog = catalog;
        this.clock = clock;
    }

    Optional<NewRun> detected(ScenarioDetected failure) {
        Scenario scenario = scenario(failure.scenario());
        Component component = component(failure.component());
        Optional<IncidentEntity> open = rows.lockOpen(failure.scenario(), failure.target());
        if (open.isPresent()) {
            join(open.get(), failure.evidence());
            return Optional.empty();
        }
        Optional<Instant> horizon = rows.horizon(failure.scenario(), failure.target());
        if (horizon.isPresent() && !failure.detectedAt().isAfter(horizon.get())) {
            return Optional.empty();
        }
        return open(failure, scenario, component);
    }

    void changed(ScenarioChanged failure) {
        scenario(failure.scenario());
        rows.lockOpen(failure.scenario(), failure.target()).ifPresent(open -> join(open, failure.evidence()));
    }

    /** Under way, the run goes on to its verification; with people, the incident is over. */
    void cleared(ScenarioCleared failure) {
        Scenario scenario = scenario(failure.scenario());
        rows.raiseHorizon(failure.scenario(), failure.target(), failure.clearedAt());
        rows.lockOpen(failure.scenario(), failure.target())
                .filter(open -> open.state == IncidentState.WITH_PEOPLE)
                .ifPresent(open -> recovered(open, scenario, "the failure has cleared", Set.of()));
    }

    @Override
    public void ended(UUID id, Outcome outcome, String reason) {
        IncidentEntity incident =
                rows.lock(id).orElseThrow(() -> new IllegalStateException("there is no incident " + id));
        Scenario scenario = scenario(incident.scenario);
        if (outcome == Outcome.SUCCEEDED) {
            recovered(incident, scenario, reason, toldByProcedure(scenario));
            return;
        }
        incident.state = IncidentState.WITH_PEOPLE;
        page(
                incident,
                "failed",
                contact(incident),
                Severity.CRITICAL,
                "NOT RECOVERED: " + PageTexts.subject(scenario, incident),
                PageTexts.failed(incident, reason));
    }

    /** Tells people what of the objective is spent, each mark once. */
    void warn(UUID id) {
        IncidentEntity incident = rows.lock(id).orElseThrow();
        Duration target = incident.rto();
        Instant now = clock.instant();
        if (incident.state == IncidentState.CLOSED || target == null) {
            return;
        }
        for (int percent : RtoClock.due(incident.detectedAt, target, incident.warnedPercent, now)) {
            incident.warnedPercent = percent;
            outbox.append(
                    new IncidentEvent.RtoAtRisk(id, percent, Duration.between(incident.detectedAt, now), target, now));
            page(
                    incident,
                    "rto-" + percent,
                    contact(incident),
                    percent < 80 ? Severity.WARNING : Severity.CRITICAL,
                    percent + " % of the RTO is spent: " + PageTexts.subject(scenario(incident.scenario), incident),
                    PageTexts.atRisk(incident, percent));
        }
    }

    private Optional<NewRun> open(ScenarioDetected failure, Scenario scenario, Component component) {
        Instant now = clock.instant();
        IncidentEntity incident = new IncidentEntity();
        incident.id = EventIds.unique();
        incident.scenario = failure.scenario();
        incident.component = failure.component();
        incident.target = failure.target();
        incident.detectedAt = failure.detectedAt();
        incident.openedAt = now;
        incident.rtoSeconds = component.rto() == null ? null : component.rto().toSeconds();
        incident.evidence = EvidenceJson.write(failure.evidence());
        StartDecision decision = decide(scenario, failure.target());
        incident.state = decision instanceof StartDecision.Start ? IncidentState.RECOVERING : IncidentState.WITH_PEOPLE;
        rows.persist(incident);
        outbox.append(new IncidentEvent.Opened(
                incident.id,
                incident.scenario,
                incident.component,
                incident.target,
                incident.detectedAt,
                now,
                component.rto(),
                failure.evidence()));
        page(
                incident,
                "opened",
                component.contact(),
                Severity.CRITICAL,
                PageTexts.subject(scenario, incident),
                PageTexts.opened(incident, failure.evidence(), decision));
        return switch (decision) {
            case StartDecision.Start start -> {
                rows.flush();
                yield Optional.of(new NewRun(runs.start(incident.id, start.procedure(), incident.target), incident.id));
            }
            case StartDecision.Withhold withhold -> {
                outbox.append(new IncidentEvent.RunWithheld(incident.id, withhold.procedure(), withhold.reason(), now));
                yield Optional.empty();
            }
        };
    }

    private StartDecision decide(Scenario scenario, String target) {
        String id = String.valueOf(scenario.procedure());
        Procedure procedure = catalog.procedures().get(id);
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
            incident.evidence = EvidenceJson.write(java.util.stream.Stream.concat(known.stream(), fresh.stream())
                    .toList());
            outbox.append(new IncidentEvent.EvidenceJoined(incident.id, clock.instant(), fresh));
        }
    }

    /** The roles that the procedure's own last steps tell: they need not hear it twice. */
    private Set<String> toldByProcedure(Scenario scenario) {
        Procedure procedure = catalog.procedures().get(String.valueOf(scenario.procedure()));
        if (procedure == null) {
            return Set.of();
        }
        return procedure.phases().getOrDefault(Procedure.Phase.RESOLVE, List.of()).stream()
                .flatMap(group -> group.steps().stream())
                .map(Step::action)
                .filter(Step.PageAction.class::isInstance)
                .map(Step.PageAction.class::cast)
                .filter(Step.PageAction::resolve)
                .map(Step.PageAction::role)
                .collect(Collectors.toSet());
    }

    private void recovered(IncidentEntity incident, Scenario scenario, String reason, Set<String> told) {
        Instant now = clock.instant();
        incident.state = IncidentState.CLOSED;
        incident.recoveredAt = now;
        incident.closedAt = now;
        rows.raiseHorizon(incident.scenario, incident.target, now);
        outbox.append(new IncidentEvent.Recovered(
                incident.id,
                incident.scenario,
                incident.component,
                incident.target,
                incident.detectedAt,
                now,
                Duration.between(incident.detectedAt, now),
                incident.rto()));
        outbox.append(new IncidentEvent.Closed(incident.id, reason, now));
        for (String role : incident.paged()) {
            if (told.contains(role)) {
                continue;
            }
            outbox.append(new PageEvent.Resolved(
                    pageId(incident, "recovered", role),
                    incident.id,
                    role,
                    "RECOVERED: " + PageTexts.subject(scenario, incident),
                    PageTexts.recovered(incident, now),
                    now));
        }
    }

    private void page(
            IncidentEntity incident, String what, String role, Severity severity, String subject, String body) {
        incident.paged(role);
        Duration rto = incident.rto();
        outbox.append(new PageEvent.Raised(
                pageId(incident, what, role),
                incident.id,
                role,
                severity,
                subject,
                body,
                clock.instant(),
                rto == null ? null : incident.detectedAt.plus(rto)));
    }

    private static UUID pageId(IncidentEntity incident, String what, String role) {
        return EventIds.deterministic("incident", incident.id.toString(), what, role);
    }

    private String contact(IncidentEntity incident) {
        return component(incident.component).contact();
    }

    private Scenario scenario(String id) {
        Scenario scenario = catalog.scenarios().get(id);
        if (scenario == null) {
            throw new RejectedEventException("the catalog has no scenario '" + id + "'");
        }
        return scenario;
    }

    private Component component(String id) {
        Component component = catalog.components().get(id);
        if (component == null) {
            throw new RejectedEventException("the catalog has no component '" + id + "'");
        }
        return component;
    }
}
