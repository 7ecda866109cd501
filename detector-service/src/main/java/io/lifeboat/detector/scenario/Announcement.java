package io.lifeboat.detector.scenario;

import io.lifeboat.detector.scenario.ScenarioState.Open;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Evidence;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.FailureEvent.ScenarioChanged;
import io.lifeboat.event.FailureEvent.ScenarioCleared;
import io.lifeboat.event.FailureEvent.ScenarioDetected;
import io.lifeboat.event.FailureEvent.SymptomRecorded;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is published of a verdict. The id is made from what happened, so that saying it twice, after a crash in between,
 * is one event for whoever hears it.
 */
final class Announcement {

    static final String SOURCE = "/lifeboat/detector-service";

    private Announcement() {}

    static Optional<Envelope<FailureEvent>> of(Verdict verdict, Instant now) {
        return switch (verdict) {
            case Verdict.Detected detected -> {
                Open open = detected.open();
                Instant since = open.evidence().stream()
                        .map(Evidence::since)
                        .min(Instant::compareTo)
                        .orElse(open.onset());
                yield Optional.of(envelope(
                        id("detected", verdict.scenario(), open, ""),
                        now,
                        new ScenarioDetected(
                                verdict.scenario(),
                                open.component(),
                                open.target(),
                                since,
                                open.detectedAt(),
                                open.evidence())));
            }
            case Verdict.Changed changed -> {
                Open open = changed.open();
                yield Optional.of(envelope(
                        id("changed", verdict.scenario(), open, now.toString()),
                        now,
                        new ScenarioChanged(
                                verdict.scenario(), open.component(), open.target(), now, open.evidence())));
            }
            case Verdict.Cleared cleared -> {
                Open open = cleared.open();
                yield Optional.of(envelope(
                        id("cleared", verdict.scenario(), open, ""),
                        now,
                        new ScenarioCleared(verdict.scenario(), open.component(), open.target(), now)));
            }
            case Verdict.Nothing nothing -> Optional.empty();
        };
    }

    static Envelope<FailureEvent> of(Evidence symptom, String component, String target, Instant now) {
        UUID id = EventIds.deterministic(
                "symptom-recorded",
                symptom.symptom(),
                symptom.source(),
                symptom.since().toString());
        return envelope(id, now, new SymptomRecorded(component, target, now, symptom));
    }

    private static UUID id(String kind, String scenario, Open open, String more) {
        return EventIds.deterministic(
                "scenario-" + kind, scenario, open.target(), open.onset().toString(), more);
    }

    private static Envelope<FailureEvent> envelope(UUID id, Instant now, FailureEvent event) {
        return new Envelope<>(id, SOURCE, now, null, event);
    }
}
