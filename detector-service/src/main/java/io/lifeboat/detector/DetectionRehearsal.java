package io.lifeboat.detector;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.detector.scenario.ScenarioWatch;
import io.lifeboat.detector.spool.EnvelopeJson;
import io.lifeboat.detector.symptom.SymptomBoard;
import io.lifeboat.detector.symptom.SymptomChange.Raised;
import io.lifeboat.service.Rehearsal;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Detects every scenario of the catalog beside the real detector, and announces it to nobody. */
@ApplicationScoped
class DetectionRehearsal {

    private final Rehearsal rehearsal;
    private final Detector detector;
    private final Catalog catalog;
    private final Clock clock;

    DetectionRehearsal(Rehearsal rehearsal, Detector detector, Catalog catalog, Clock clock) {
        this.rehearsal = rehearsal;
        this.detector = detector;
        this.catalog = catalog;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        rehearsal.start(this::round);
    }

    private void round() {
        SymptomBoard board = new SymptomBoard("rehearsal");
        catalog.probes().values().forEach(probe -> {
            ProbeSpec.Watch watch = probe.watch();
            if (watch != null) {
                board.apply(new Raised(watch.symptom(), probe.id(), clock.instant(), "rehearsal"));
            }
        });
        Path file = detector.folder().path().resolve("rehearsal.json");
        new ScenarioWatch(catalog, board, file, EnvelopeJson::write, clock).step(board.snapshot());
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + file, e);
        }
    }
}
