package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.recovery.execution.Forecast;
import io.lifeboat.recovery.execution.RunListener;
import io.lifeboat.recovery.execution.Runs;
import io.lifeboat.recovery.halt.AutomationHalt;
import io.lifeboat.recovery.procedure.Attempt;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.procedure.Facts;
import io.lifeboat.recovery.procedure.TimeLeft;
import io.lifeboat.recovery.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens, joins, recovers and closes incidents. Every method is called within a transaction, and locks the incident first. */
@ApplicationScoped
class Incidents implements RunListener {

    /** What must be driven once the transaction has committed. */
    record NewRun(UUID run, UUID incident) {}

    private final IncidentRows rows;
    private final Runs runs;
    private final Forecast forecast;
    private final Timeline timeline;
    private final IncidentPages pages;
    private final Plan plan;
    private final AutomationHalt halt;
    private final Modes modes;
    private final Clock clock;

    Incidents(
            IncidentRows rows,
            Runs runs,
            Forecast forecast,
            Timeline timeline,
            IncidentPages pages,
            Plan plan,
            AutomationHalt halt,
            Modes modes,
            Clock clock) {
        this.rows = rows;
        this.runs = runs;
        this.forecast = forecast;
        this.timeline = timeline;
        this.pages = pages;
        this.plan = plan;
        this.halt = halt;
        this.modes = modes;
        this.clock = clock;
    }

    /** For the failures of one transaction. */
    Intake intake() {
        return new Intake(this);
    }

    /** What there is when the failure comes in. The incident that is open is locked. */
    Look look(FailureEvent failure) {
        String id = scenarioOf(failure);
        Scenario scenario = plan.scenario(id);
        Component component = plan.component(failure.component());
        if (failure instanceof ScenarioCleared cleared) {
            rows.raiseHorizon(id, failure.target(), cleared.clearedAt());
        }
        Optional<IncidentEntity> open = rows.lockOpen(id, failure.target());
        // While a run is under way nothing new can open: the flood of one failure need not ask about others.
        boolean mayOpen = open.isEmpty() || open.get().state == IncidentState.WITH_PEOPLE;
        Situation now = new Situation(
                open.map(IncidentEntity::asOpen).orElse(null),
                rows.horizon(id, failure.target()).orElse(null),
                mayOpen
                        ? plan.absorbing(id).stream()
                                .filter(wider -> rows.isOpen(wider, plan.reach(wider, id, failure.target(), wider)))
                                .findFirst()
                                .orElse(null)
                        : null,
                mayOpen
                        ? scenario.absorbs().stream()
                                .filter(narrower ->
                                        rows.isOpen(narrower, plan.reach(id, id, failure.target(), narrower)))
                                .toList()
                        : List.of());
        return new Look(scenario, component, open, now);
    }

    /** @return the run that it starts, if it starts one */
    Optional<NewRun> follow(IncidentDecision decision, Look look, FailureEvent failure) {
        Scenario scenario = look.scenario();
        Optional<IncidentEntity> open = look.open();
        return switch (decision) {
            case IncidentDecision.Ignore ignore -> Optional.empty();
            case IncidentDecision.Join join -> {
                join(open.orElseThrow(), failure);
                yield Optional.empty();
            }
            case IncidentDecision.JoinWider wider -> {
                rows
                        .lockOpen(
                                wider.scenario(),
                                plan.reach(wider.scenario(), scenario.id(), failure.target(), wider.scenario()))
                        .stream()
                        .findFirst()
                        .ifPresent(incident -> join(incident, failure));
                yield Optional.empty();
            }
            case IncidentDecision.NoteCleared note -> {
                open.orElseThrow().clearedAt = ((ScenarioCleared) failure).clearedAt();
                yield Optional.empty();
            }
            case IncidentDecision.Recover over -> {
                String reason = "the failure has cleared";
                recover(open.orElseThrow(), clock.instant(), reason, Set.of());
                close(open.orElseThrow(), reason);
                yield Optional.empty();
            }
            case IncidentDecision.Open anew -> {
                open.ifPresent(former -> {
                    close(
                            former,
                            "it had cleared at " + former.clearedAt + " and has failed again: that is a new incident");
                    rows.flush();
                });
                String underWay = anew.absorbs().isEmpty()
                        ? runs.underWay(failure.target()).orElse(null)
                        : null;
                yield open(
                        anew.failure(), look.component(), anew.absorbs(), decide(scenario, failure.target(), underWay));
            }
        };
    }

    /**
     * A person starts a procedure, whatever its mode and budget: an incident like any other, so that all of it is on the
     * record. One that is with people, because a run of it has failed or was ended, makes way: nothing else would ever close it.
     *
     * @throws RejectedEventException if there is no such procedure
     * @return none if it runs on the target already
     */
    Optional<NewRun> begin(String id, String target, String by, String note) {
        Procedure procedure = plan.byId(id);
        Optional<IncidentEntity> open = rows.lockOpen(id, target);
        if (open.isPresent() && open.get().state != IncidentState.WITH_PEOPLE) {
            return Optional.empty();
        }
        open.ifPresent(former -> {
            close(former, by + " has started the procedure anew: that is a new incident");
            rows.flush();
        });
        Instant now = clock.instant();
        Evidence asked = new Evidence("asked-for", by, "a person", now, note.isBlank() ? "asked for by " + by : note);
        ScenarioDetected failure = new ScenarioDetected(id, procedure.component(), target, now, now, List.of(asked));
        return open(
                failure,
                plan.component(procedure.component()),
                List.of(),
                new StartDecision.Start(procedure.in(Mode.SUGGEST), false));
    }

    static String scenarioOf(FailureEvent failure) {
        return switch (failure) {
            case ScenarioDetected detected -> detected.scenario();
            case ScenarioChanged changed -> changed.scenario();
            case ScenarioCleared cleared -> cleared.scenario();
            case FailureEvent.SymptomRecorded symptom -> "";
        };
    }

    private void join(IncidentEntity incident, FailureEvent failure) {
        switch (failure) {
            case ScenarioDetected detected -> {
                incident.seen(detected.detectedAt());
                join(incident, detected.evidence());
            }
            case ScenarioChanged changed -> join(incident, changed.evidence());
            case ScenarioCleared cleared -> {}
            case FailureEvent.SymptomRecorded symptom -> {}
        }
    }

    /** Its run ends where it stands, and whoever drives it can write nothing more. */
    private void absorb(String scenario, IncidentEntity by) {
        rows.lockOpen(scenario, plan.reach(by.scenario, by.scenario, by.target, scenario))
                .forEach(narrower -> {
                    String reason = "it is part of " + plan.title(by) + ", incident " + by.id;
                    runs.abortOf(narrower.id, reason);
                    join(by, narrower.evidence());
                    rows.raiseHorizon(narrower.scenario, narrower.target, clock.instant());
                    close(narrower, reason);
                });
    }

    @Override
    public Facts facts(UUID id, Procedure procedure, List<Attempt> soFar) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            IncidentEntity incident = rows.findById(id);
            return Facts.of(
                    procedure,
                    Map.of(
                            "id", id.toString(),
                            "scenario", incident.scenario,
                            "component", incident.component,
                            "target", incident.target),
                    incident.evidence(),
                    soFar);
        });
    }

    @Override
    public void recovered(UUID id, Instant at, Set<String> told) {
        IncidentEntity incident = lock(id);
        recover(incident, at, "verified", told);
        startWaiting(incident.target);
    }

    @Override
    public void ended(UUID id, Outcome outcome, String reason) {
        IncidentEntity incident = lock(id);
        boolean recovered = incident.state == IncidentState.RECOVERED;
        runs.newest(id)
                .ifPresent(run -> modes.apply(
                        ModeDecision.after(run.mode(), recovered, outcome, reason), id, run.procedure(), run.target()));
        if (recovered) {
            close(incident, reason);
        } else {
            incident.state = IncidentState.WITH_PEOPLE;
            pages.failed(incident, reason);
        }
        startWaiting(incident.target);
    }

    /** What failed while another procedure ran on the target, and has not gone by itself meanwhile. */
    private void startWaiting(String target) {
        rows.waitingOn(target).stream()
                .filter(waiting -> !runs.anyOf(waiting.id))
                .findFirst()
                .ifPresent(this::startAfterAll);
    }

    private void startAfterAll(IncidentEntity incident) {
        StartDecision decision = decide(plan.scenario(incident.scenario), incident.target, null);
        if (decision instanceof StartDecision.Start start) {
            incident.state = IncidentState.RECOVERING;
            runs.start(incident.id, pinned(start, plan.component(incident.component)), incident.target);
            pages.opened(incident, incident.evidence(), decision);
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

    List<UUID> behindObjective() {
        return rows.behindObjective(clock.instant());
    }

    /** Tells people what of the objective is spent, each mark once. */
    void warn(UUID id) {
        IncidentEntity incident = lock(id);
        Duration target = incident.rto();
        Instant now = clock.instant();
        List<Integer> due = incident.warningsDue(now);
        if (target == null || due.isEmpty() || incident.recoveredAt != null || incident.closedAt != null) {
            return;
        }
        TimeLeft left = forecast.of(id);
        for (int percent : due) {
            incident.warnedPercent = percent;
            timeline.append(new IncidentEvent.RtoAtRisk(
                    id,
                    percent,
                    Duration.between(incident.detectedAt, now),
                    target,
                    now,
                    left instanceof TimeLeft.About about ? about.left() : null,
                    left.words()));
            pages.atRisk(incident, percent, left);
        }
    }

    /** Those that came and went, and have stayed away long enough to be over. */
    List<UUID> quiet() {
        return rows.quietSince(clock.instant().minus(StartDecision.QUIET));
    }

    /** Its failure may have come back meanwhile. */
    void settle(UUID id) {
        IncidentEntity incident = lock(id);
        Instant clearedAt = incident.clearedAt;
        if (incident.state == IncidentState.WITH_PEOPLE && clearedAt != null && quiet().contains(id)) {
            String reason = "the failure has stayed away since " + clearedAt;
            recover(incident, clearedAt, reason, Set.of());
            close(incident, reason);
        }
    }

    private Optional<NewRun> open(
            ScenarioDetected failure, Component component, List<String> absorbs, StartDecision decision) {
        Instant now = clock.instant();
        IncidentEntity incident = IncidentEntity.of(EventIds.unique(), failure, now, component.rto());
        incident.state = decision instanceof StartDecision.Start ? IncidentState.RECOVERING : IncidentState.WITH_PEOPLE;
        incident.flaps = decision instanceof StartDecision.Withhold withhold && withhold.flaps();
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
        rows.persist(incident);
        absorbs.forEach(narrower -> absorb(narrower, incident));
        return switch (decision) {
            case StartDecision.Start start -> {
                rows.flush();
                yield Optional.of(
                        new NewRun(runs.start(incident.id, pinned(start, component), incident.target), incident.id));
            }
            case StartDecision.Withhold withhold -> {
                timeline.append(
                        new IncidentEvent.RunWithheld(incident.id, withhold.procedure(), withhold.reason(), now));
                yield Optional.empty();
            }
        };
    }

    /** @param underWay the procedure that runs on the target, and will go on doing so */
    private StartDecision decide(Scenario scenario, String target, @Nullable String underWay) {
        Procedure procedure = plan.procedure(scenario).orElse(null);
        String id = String.valueOf(scenario.procedure());
        long started = procedure == null
                ? 0
                : runs.startedWithin(id, target, procedure.budget().per());
        long opened = rows.openedSince(scenario.id(), target, clock.instant().minus(Duration.ofHours(1)));
        return StartDecision.decide(
                id,
                procedure,
                new StartDecision.Restraint(
                        started,
                        opened,
                        underWay,
                        halt.reason().orElse(null),
                        modes.of(id, target).map(Modes.Lowered::reason).orElse(null)));
    }

    /** In the mode in which it really runs, which is what its end is judged by. */
    private static Procedure pinned(StartDecision.Start start, Component component) {
        return start.approval()
                ? start.procedure().approvedBy(component.contact()).in(Mode.APPROVE)
                : start.procedure();
    }

    private void join(IncidentEntity incident, List<Evidence> evidence) {
        List<Evidence> known = incident.evidence();
        List<Evidence> fresh = EvidenceList.fresh(known, evidence);
        if (!fresh.isEmpty()) {
            incident.evidence(Stream.concat(known.stream(), fresh.stream()).toList());
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
