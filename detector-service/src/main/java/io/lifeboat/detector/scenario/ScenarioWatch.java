package io.lifeboat.detector.scenario;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.LogSource;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.detector.scenario.ScenarioJudge.Judgement;
import io.lifeboat.detector.scenario.ScenarioJudge.Watched;
import io.lifeboat.detector.scenario.ScenarioState.Open;
import io.lifeboat.detector.scenario.SymptomPolicy.Decision;
import io.lifeboat.detector.scenario.SymptomPolicy.Onset;
import io.lifeboat.detector.spool.EnvelopeJson;
import io.lifeboat.detector.state.StateFile;
import io.lifeboat.detector.symptom.SymptomBoard;
import io.lifeboat.detector.symptom.SymptomBoard.Snapshot;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.UndecodableEventException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Judges whenever a symptom comes or goes, and announces. Not thread-safe, but for what shows it to others. */
public final class ScenarioWatch {

    private static final Logger LOG = Logger.getLogger(ScenarioWatch.class);

    private final Catalog catalog;
    private final List<Watched> watched;
    private final Set<String> references;
    private final SymptomBoard board;
    private final StateFile<WatchState> file;
    private final Consumer<Envelope<?>> publisher;
    private final Clock clock;
    private WatchState state = WatchState.EMPTY;
    private volatile Map<String, ScenarioView> views = Map.of();
    private volatile @Nullable String trouble;
    private volatile boolean cutOff;

    /**
     * @param file where the state is kept
     * @param publisher must keep what it is given, whatever happens
     */
    public ScenarioWatch(Catalog catalog, SymptomBoard board, Path file, Consumer<Envelope<?>> publisher, Clock clock) {
        this.catalog = catalog;
        this.board = board;
        this.file = new StateFile<>(file, WatchState.class, clock);
        this.publisher = publisher;
        this.clock = clock;
        this.watched = catalog.scenarios().values().stream()
                .map(scenario -> new Watched(
                        scenario,
                        target(scenario.component()),
                        catalog.procedures().containsKey(scenario.procedure())))
                .toList();
        this.references = catalog.probes().values().stream()
                .filter(ProbeSpec::reference)
                .map(ProbeSpec::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Puts what was there before the restart on the board, and publishes what may not have been. Call it before the sources start. */
    public void restore() throws IOException {
        state = file.read().orElse(WatchState.EMPTY);
        board.restore(state.present().stream().filter(this::hasSource).toList());
        List<Evidence> here = board.snapshot().present();
        Map<String, ScenarioState> scenarios = state.scenarios().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> seenFromHere(entry.getValue(), here)));
        for (String waiting : state.unpublished()) {
            try {
                publisher.accept(EnvelopeJson.read(waiting));
            } catch (UndecodableEventException e) {
                LOG.warnf("an event that waited since before the restart is dropped: %s", e.getMessage());
            }
        }
        boolean republished = !state.unpublished().isEmpty();
        state = new WatchState(here, scenarios, state.recorded(), List.of());
        if (republished) {
            save(state);
        }
    }

    /** @return how long nothing changes by time alone, or nothing */
    public Optional<Duration> step(Snapshot snapshot) {
        Instant now = clock.instant();
        Judgement judgement = judge(snapshot.present(), now);
        Decision symptoms = SymptomPolicy.decide(
                watched.stream()
                        .filter(Watched::detectable)
                        .map(Watched::scenario)
                        .toList(),
                snapshot.present(),
                state.recorded(),
                judgement.states().values().stream()
                        .flatMap(ScenarioWatch::evidence)
                        .toList(),
                now);
        List<Envelope<FailureEvent>> events = new ArrayList<>();
        judgement.verdicts().forEach(verdict -> Announcement.of(verdict, now).ifPresent(events::add));
        symptoms.record().forEach(evidence -> events.add(announce(evidence, now)));
        view(judgement);
        keep(
                new WatchState(
                        snapshot.present(),
                        judgement.states(),
                        recorded(snapshot.present(), symptoms.record()),
                        events.stream().map(EnvelopeJson::write).toList()),
                events);
        return Stream.of(judgement.again(), symptoms.again())
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(at -> Duration.between(now, at));
    }

    private Judgement judge(List<Evidence> present, Instant now) {
        Judgement judged = ScenarioJudge.judge(watched, present, state.scenarios(), now);
        boolean alone = Abstention.applies(references, present);
        if (alone != cutOff) {
            cutOff = alone;
            LOG.warn(
                    alone
                            ? "cut off: none of " + references + " answers, and nothing is detected until one does"
                            : "not cut off any more: one of " + references + " answers");
        }
        return alone ? Abstention.of(judged, state.scenarios()) : judged;
    }

    /** Whether the detector reaches none of its references, and so detects nothing. */
    public boolean cutOff() {
        return cutOff;
    }

    /** Every scenario of the catalog and what the judge says of it. */
    public List<ScenarioView> view() {
        return List.copyOf(views.values());
    }

    /** Why the state can't be saved, if it can't. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** In this order a crash repeats an event under its id, and loses none. */
    private void keep(WatchState next, List<Envelope<FailureEvent>> events) {
        if (next.equals(state)) {
            return;
        }
        save(next);
        for (Envelope<FailureEvent> event : events) {
            publisher.accept(event);
        }
        state = next.published();
        if (!events.isEmpty()) {
            save(state);
        }
    }

    private void save(WatchState state) {
        try {
            file.write(state);
            trouble = null;
        } catch (IOException e) {
            trouble = e.toString();
            LOG.warnf("the detector's state can't be saved, and a restart will announce things again: %s", e);
        }
    }

    private Envelope<FailureEvent> announce(Evidence evidence, Instant now) {
        ProbeSpec probe = catalog.probes().get(evidence.source());
        LogSource log = catalog.logs().get(evidence.source());
        String component = probe != null ? probe.component() : log != null ? log.component() : "monitoring";
        return Announcement.of(evidence, component, target(component), now);
    }

    private String target(String id) {
        Component component = catalog.components().get(id);
        return component == null ? id : catalog.targetOf(component);
    }

    private Set<Onset> recorded(List<Evidence> present, List<Evidence> news) {
        Set<Onset> recorded = present.stream().map(Onset::of).collect(Collectors.toCollection(HashSet::new));
        recorded.retainAll(state.recorded());
        news.forEach(evidence -> recorded.add(Onset.of(evidence)));
        return recorded;
    }

    private boolean hasSource(Evidence evidence) {
        ProbeSpec probe = catalog.probes().get(evidence.source());
        LogSource log = catalog.logs().get(evidence.source());
        return (probe != null
                        && probe.watch() != null
                        && probe.watch().symptom().equals(evidence.symptom()))
                || (log != null
                        && log.symptoms().stream().anyMatch(s -> s.symptom().equals(evidence.symptom())));
    }

    /** The vantage point may have another name after a restart, and sees what it saw. */
    private static ScenarioState seenFromHere(ScenarioState state, List<Evidence> here) {
        return switch (state) {
            case ScenarioState.Pending pending -> pending;
            case Open open ->
                new Open(
                        open.component(),
                        open.target(),
                        open.onset(),
                        open.detectedAt(),
                        open.evidence().stream()
                                .map(e -> here.stream()
                                        .filter(h -> h.symptom().equals(e.symptom())
                                                && h.source().equals(e.source()))
                                        .findFirst()
                                        .orElse(e))
                                .toList());
        };
    }

    private static Stream<Evidence> evidence(ScenarioState state) {
        return state instanceof Open open ? open.evidence().stream() : Stream.empty();
    }

    private void view(Judgement judgement) {
        views = judgement.verdicts().stream()
                .map(verdict -> {
                    ScenarioState now = judgement.states().get(verdict.scenario());
                    String reason = verdict.reason().name();
                    return switch (now) {
                        case Open open -> new ScenarioView(verdict.scenario(), "open", reason, open.onset());
                        case ScenarioState.Pending pending ->
                            new ScenarioView(verdict.scenario(), "pending", reason, pending.metSince());
                        case null -> new ScenarioView(verdict.scenario(), "absent", reason, null);
                    };
                })
                .collect(Collectors.toMap(ScenarioView::scenario, view -> view));
    }
}
