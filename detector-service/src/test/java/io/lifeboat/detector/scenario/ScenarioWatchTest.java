package io.lifeboat.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.catalog.Scenario.Need;
import io.lifeboat.detector.spool.EnvelopeJson;
import io.lifeboat.detector.state.StateFile;
import io.lifeboat.detector.symptom.SymptomBoard;
import io.lifeboat.detector.symptom.SymptomChange.Cleared;
import io.lifeboat.detector.symptom.SymptomChange.Raised;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.FailureEvent.SymptomRecorded;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioWatchTest {

    private static final Instant START = Instant.parse("2025-04-11T10:00:00Z");

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock(START);
    private final List<Envelope<?>> published = new ArrayList<>();
    private SymptomBoard board = new SymptomBoard("one");
    private ScenarioWatch watch;

    @BeforeEach
    void start() throws IOException {
        watch = started("one");
    }

    @Test
    void shouldAnnounceChangeAndEnd() {
        // when
        raise("errors");
        clock.advance(Duration.ofSeconds(1));
        raise("logs");
        clock.advance(Duration.ofSeconds(1));
        board.apply(new Cleared("errors", "errors-probe"));
        watch.step(board.snapshot());

        // then
        assertThat(events())
                .containsExactly(
                        new ScenarioDetected(
                                "api", "api-service", "api-server", START, START, List.of(evidence("errors", START))),
                        new ScenarioChanged(
                                "api",
                                "api-service",
                                "api-server",
                                START.plusSeconds(1),
                                List.of(evidence("errors", START), evidence("logs", START.plusSeconds(1)))),
                        new ScenarioCleared("api", "api-service", "api-server", START.plusSeconds(2)));
    }

    @Test
    void shouldSayNothingAfterARestartAboutWhatIsStillThere() throws IOException {
        // given
        raise("errors");
        raise("alone");
        assertThat(events()).hasSize(2).hasAtLeastOneElementOfType(SymptomRecorded.class);

        // when another vantage name, as with a new pod
        watch = started("two");
        watch.step(board.snapshot());

        // then
        assertThat(events()).hasSize(2);
        assertThat(board.snapshot().present())
                .containsExactly(
                        new Evidence("errors", "errors-probe", "two", START, "seen"),
                        new Evidence("alone", "alone-probe", "two", START, "seen"));
    }

    @Test
    void shouldDetectNothingWhileItIsCutOffAndWhatIsStillThereAfterwards() {
        // given
        watch = new ScenarioWatch(
                withReference(catalog("errors")), board, folder.resolve("scenarios.json"), published::add, clock);

        // when
        board.apply(new Raised("reference-lost", "reference", clock.instant(), "no answer"));
        raise("errors");

        // then
        assertThat(watch.cutOff()).isTrue();
        assertThat(events()).noneMatch(ScenarioDetected.class::isInstance);
        assertThat(watch.view()).anySatisfy(view -> assertThat(view.reason()).isEqualTo("CUT_OFF"));

        // when
        board.apply(new Cleared("reference-lost", "reference"));
        watch.step(board.snapshot());

        // then
        assertThat(watch.cutOff()).isFalse();
        assertThat(events()).last().isInstanceOf(ScenarioDetected.class);
    }

    private static Catalog withReference(Catalog catalog) {
        Map<String, ProbeSpec> probes = new java.util.LinkedHashMap<>(catalog.probes());
        probes.put(
                "reference",
                new ProbeSpec(
                        "reference",
                        "monitoring",
                        new ProbeSpec.Tcp("127.0.0.1", 1, Duration.ofSeconds(1)),
                        new ProbeSpec.Watch("reference-lost", Duration.ofSeconds(1), 2, 20),
                        null,
                        true));
        return new Catalog(
                catalog.components(),
                catalog.hosts(),
                catalog.contacts(),
                probes,
                catalog.logs(),
                catalog.scenarios(),
                catalog.procedures(),
                catalog.backups(),
                catalog.drills(),
                catalog.hash());
    }

    @Test
    void shouldEndAfterARestartWhatVanishedMeanwhile() throws IOException {
        // given
        raise("errors");

        // when
        watch = started("one");
        watch.step(board.snapshot());
        clock.advance(Duration.ofSeconds(3));
        board.apply(new Cleared("errors", "errors-probe"));
        watch.step(board.snapshot());

        // then
        assertThat(events()).last().isEqualTo(new ScenarioCleared("api", "api-service", "api-server", clock.instant()));
    }

    @Test
    void shouldEndWhatNoProbeOfTheCatalogSeesAnyMore() throws IOException {
        // given
        raise("errors");
        raise("gone");

        // when
        Catalog without = catalog("alone", "logs");
        board = new SymptomBoard("one");
        watch = new ScenarioWatch(without, board, folder.resolve("scenarios.json"), published::add, clock);
        watch.restore();
        watch.step(board.snapshot());

        // then
        assertThat(board.snapshot().present()).isEmpty();
        assertThat(events()).last().isInstanceOf(ScenarioCleared.class);
    }

    @Test
    void shouldRepeatUnderTheSameIdWhatACrashMayHaveSwallowed() throws IOException {
        // given a crash after the state was saved and before the event was kept
        Consumer<Envelope<?>> crashing = envelope -> {
            throw new IllegalStateException("killed");
        };
        board = new SymptomBoard("one");
        watch = new ScenarioWatch(
                catalog("errors", "alone", "logs", "gone"), board, folder.resolve("scenarios.json"), crashing, clock);
        watch.restore();
        board.apply(new Raised("errors", "errors-probe", START, "seen"));
        try {
            watch.step(board.snapshot());
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("killed");
        }
        WatchState left = new StateFile<>(folder.resolve("scenarios.json"), WatchState.class, clock)
                .read()
                .orElseThrow();
        assertThat(left.unpublished()).hasSize(1);

        // when
        clock.advance(Duration.ofSeconds(5));
        watch = started("one");
        watch.step(board.snapshot());
        watch = started("one");
        watch.step(board.snapshot());

        // then
        assertThat(published)
                .containsExactly(EnvelopeJson.read(left.unpublished().getFirst()));
    }

    @Test
    void shouldUseAnotherIdEachTimeItComes() {
        // when
        for (int i = 0; i < 3; i++) {
            raise("errors");
            clock.advance(Duration.ofSeconds(1));
            board.apply(new Cleared("errors", "errors-probe"));
            watch.step(board.snapshot());
            clock.advance(Duration.ofSeconds(1));
        }

        // then
        assertThat(published).extracting(Envelope::id).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void shouldRecordASymptomThatStaysAlone() {
        // given
        board.apply(new Raised("logs", "logs-probe", START, "seen"));

        // when
        assertThat(watch.step(board.snapshot())).contains(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        watch.step(board.snapshot());
        watch.step(board.snapshot());

        // then
        assertThat(events())
                .containsExactly(new SymptomRecorded(
                        "api-service", "api-server", START.plusSeconds(5), evidence("logs", START)));
    }

    @Test
    void shouldAnnounceAlsoWhenItsStateCannotBeSaved() throws IOException {
        // given
        Files.createDirectory(folder.resolve("scenarios.json.new"));

        // when
        raise("errors");

        // then
        assertThat(events()).hasSize(1);
        assertThat(watch.trouble()).isPresent();
    }

    @Test
    void shouldShowItsReasons() {
        // when
        raise("errors");

        // then
        assertThat(watch.view())
                .containsExactlyInAnyOrder(
                        new ScenarioView("api", "open", "NEEDS_MET", START),
                        new ScenarioView("breach", "absent", "NOT_DETECTABLE", null));
    }

    private void raise(String symptom) {
        board.apply(new Raised(symptom, symptom + "-probe", clock.instant(), "seen"));
        watch.step(board.snapshot());
    }

    private ScenarioWatch started(String vantage) throws IOException {
        board = new SymptomBoard(vantage);
        watch = unstarted();
        watch.restore();
        watch.step(board.snapshot());
        return watch;
    }

    private ScenarioWatch unstarted() {
        return new ScenarioWatch(
                catalog("errors", "alone", "logs", "gone"),
                board,
                folder.resolve("scenarios.json"),
                published::add,
                clock);
    }

    private List<FailureEvent> events() {
        return published.stream()
                .map(Envelope::event)
                .map(FailureEvent.class::cast)
                .toList();
    }

    private static Evidence evidence(String symptom, Instant since) {
        return new Evidence(symptom, symptom + "-probe", "one", since, "seen");
    }

    private static Catalog catalog(String... symptoms) {
        Map<String, ProbeSpec> probes = new java.util.LinkedHashMap<>();
        for (String symptom : symptoms) {
            probes.put(
                    symptom + "-probe",
                    new ProbeSpec(
                            symptom + "-probe",
                            "api-service",
                            new ProbeSpec.Tcp("127.0.0.1", 1, Duration.ofSeconds(1)),
                            new ProbeSpec.Watch(symptom, Duration.ofSeconds(1), 3, 2)));
        }
        return new Catalog(
                Map.of("api-service", new Component("api-service", "API", null, null, "api-server", "admin")),
                Map.of(),
                Map.of(),
                probes,
                Map.of(),
                Map.of(
                        "api",
                        scenario("api", List.of(new Need(List.of("errors"), 1))),
                        "breach",
                        scenario("breach", List.of())),
                Map.of(
                        "api",
                        new Procedure(
                                "api",
                                "api-service",
                                Procedure.Mode.AUTO,
                                new Procedure.Budget(2, Duration.ofHours(1)),
                                Map.of(),
                                "")),
                Map.of(),
                Map.of(),
                "");
    }

    private static Scenario scenario(String id, List<Need> needs) {
        return new Scenario(
                id, id, "api-service", List.of(), needs, List.of("logs"), List.of(), Duration.ZERO, List.of(), id);
    }
}
