package io.lifeboat.sandbox.demo;

import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.FailureEvent;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.sandbox.demo.Console.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the events as they come, with the time since the break. */
public final class TimelineView {

    private record Line(Tone tone, String who, String text, Instant at) {}

    private final Console console;
    private volatile @Nullable Instant brokenAt;

    public TimelineView(Console console) {
        this.console = console;
    }

    public void brokenAt(Instant at) {
        brokenAt = at;
    }

    public void show(Envelope<Event> envelope) {
        Instant start = brokenAt;
        if (start != null && !envelope.time().isBefore(start)) {
            describe(envelope.event())
                    .ifPresent(line -> console.line(
                            line.tone(),
                            String.format(
                                    Locale.ROOT,
                                    "%9.3f s  %-9s %s",
                                    Duration.between(start, line.at()).toMillis() / 1000.0,
                                    line.who(),
                                    line.text())));
        }
    }

    private static Optional<Line> describe(Event event) {
        return switch (event) {
            case FailureEvent failure -> failure(failure);
            case IncidentEvent incident -> incident(incident);
            case DeliveryEvent.Accepted d ->
                line(Tone.PLAIN, "notifier", "page to " + d.role() + " accepted by " + d.channel(), d.at());
            case DeliveryEvent.Deferred d ->
                line(
                        Tone.WARN,
                        "notifier",
                        "page to " + d.role() + " by " + d.channel() + " waits: " + d.reason(),
                        d.at());
            case BackupEvent.SnapshotTaken b ->
                line(
                        Tone.PLAIN,
                        "backup",
                        b.component() + " snapshot " + b.snapshot() + ": " + b.files() + " files, in "
                                + b.repositories(),
                        b.at());
            case BackupEvent.SnapshotFailed b ->
                line(Tone.BAD, "backup", b.component() + " snapshot failed: " + b.reason(), b.at());
            case BackupEvent.DrillFailed b ->
                line(
                        Tone.BAD,
                        "backup",
                        b.component() + " can't be relied on: " + String.join("; ", b.findings()),
                        b.at());
            case BackupEvent.ReplicationLagMeasured b
            when b.percent() >= 50 ->
                line(
                        Tone.WARN,
                        "backup",
                        b.standby() + " is " + b.lag().toSeconds() + " s and " + b.bytes() + " bytes behind the "
                                + b.component(),
                        b.at());
            case BackupEvent.StateLagMeasured b
            when b.percent() >= 50 ->
                line(
                        Tone.WARN,
                        "backup",
                        b.standby() + " is " + b.lag().toSeconds() + " s behind the " + b.component()
                                + (b.trouble() == null ? "" : ": " + b.trouble()),
                        b.at());
            case BackupEvent.SlotRetentionMeasured b
            when b.percent() >= 50 ->
                line(
                        Tone.WARN,
                        "backup",
                        "the " + b.component() + " keeps " + b.retainedBytes() + " bytes of WAL for " + b.slot() + ", "
                                + b.percent() + " % of what it will",
                        b.at());
            case BackupEvent.RpoMeasured b
            when b.percent() >= 50 ->
                line(
                        Tone.WARN,
                        "backup",
                        b.repository() + " would lose the last " + b.achieved().toSeconds() + " s of the "
                                + b.component() + ", " + b.percent() + " % of what it may",
                        b.at());
            default -> Optional.empty();
        };
    }

    private static Optional<Line> failure(FailureEvent event) {
        return switch (event) {
            case FailureEvent.ScenarioDetected f ->
                line(Tone.BAD, "detector", f.scenario() + " on " + f.target() + evidence(f), f.detectedAt());
            case FailureEvent.ScenarioCleared f ->
                line(Tone.GOOD, "detector", f.scenario() + " on " + f.target() + " has cleared", f.clearedAt());
            case FailureEvent.ScenarioChanged f -> Optional.empty();
            case FailureEvent.SymptomRecorded f ->
                line(
                        Tone.FAINT,
                        "detector",
                        f.evidence().symptom() + ": " + f.evidence().detail(),
                        f.at());
        };
    }

    private static String evidence(FailureEvent.ScenarioDetected failure) {
        return failure.evidence().isEmpty()
                ? ""
                : ": " + failure.evidence().getFirst().symptom() + ", "
                        + failure.evidence().getFirst().detail();
    }

    private static Optional<Line> incident(IncidentEvent event) {
        return switch (event) {
            case IncidentEvent.Opened e -> line(Tone.WARN, "recovery", "incident " + e.incident() + " opened", e.at());
            case IncidentEvent.RunStarted e ->
                line(Tone.PLAIN, "recovery", "procedure " + e.procedure() + ", attempt " + e.attempt(), e.at());
            case IncidentEvent.RunWithheld e -> line(Tone.BAD, "recovery", "not started: " + e.reason(), e.at());
            case IncidentEvent.StepStarted e ->
                line(
                        Tone.FAINT,
                        "recovery",
                        "  " + e.step().phase() + " / " + e.step().name() + " …",
                        e.at());
            case IncidentEvent.StepSucceeded e ->
                line(
                        Tone.PLAIN,
                        "recovery",
                        "  " + e.step().phase() + " / " + e.step().name() + ": " + brief(e.detail()),
                        e.at());
            case IncidentEvent.StepFailed e ->
                line(
                        Tone.WARN,
                        "recovery",
                        "  " + e.step().phase() + " / " + e.step().name() + " failed (" + e.decision() + "): "
                                + brief(e.reason()),
                        e.at());
            case IncidentEvent.StepUnknown e ->
                line(Tone.WARN, "recovery", "  " + e.step().name() + ": outcome unknown: " + brief(e.reason()), e.at());
            case IncidentEvent.StepSkipped e -> Optional.empty();
            case IncidentEvent.HumanAsked e ->
                line(Tone.BAD, "recovery", e.role() + " is asked: " + e.question(), e.at());
            case IncidentEvent.HumanAnswered e ->
                line(Tone.PLAIN, "recovery", e.by() + " has answered: " + e.answer(), e.at());
            case IncidentEvent.RtoAtRisk e ->
                line(Tone.BAD, "recovery", e.percent() + " % of the RTO is spent", e.at());
            case IncidentEvent.RunEnded e ->
                line(Tone.PLAIN, "recovery", "procedure " + e.outcome() + ": " + e.reason(), e.at());
            case IncidentEvent.Recovered e -> line(Tone.GOOD, "recovery", "recovered", e.at());
            case IncidentEvent.EvidenceJoined e -> Optional.empty();
            case IncidentEvent.ChecklistTicked e ->
                line(Tone.PLAIN, "recovery", "checklist item " + e.item() + " ticked by " + e.by(), e.at());
            case IncidentEvent.ModeChanged e ->
                line(Tone.WARN, "recovery", e.procedure() + " is in mode " + e.mode() + " now: " + e.reason(), e.at());
            case IncidentEvent.Closed e -> line(Tone.FAINT, "recovery", "closed: " + e.reason(), e.at());
        };
    }

    private static Optional<Line> line(Tone tone, String who, String text, Instant at) {
        return Optional.of(new Line(tone, who, text, at));
    }

    /** The first line, as far as a terminal is wide. */
    private static String brief(String text) {
        String first = text.strip().lines().findFirst().orElse("");
        return first.length() > 100 ? first.substring(0, 99) + "…" : first;
    }
}
