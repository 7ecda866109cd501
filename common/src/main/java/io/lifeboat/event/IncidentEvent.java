package io.lifeboat.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The whole life of an incident. Keyed by incident. */
public sealed interface IncidentEvent extends Event {

    UUID incident();

    /** When it happened, by the recovery service's clock. */
    Instant at();

    @Override
    default String key() {
        return incident().toString();
    }

    /** @param rtoTarget the component's objective, or none where the plan gives none */
    record Opened(
            UUID incident,
            String scenario,
            String component,
            String target,
            Instant detectedAt,
            Instant at,
            @Nullable Duration rtoTarget,
            List<Evidence> evidence)
            implements IncidentEvent {
        public Opened {
            evidence = List.copyOf(evidence);
        }
    }

    record EvidenceJoined(UUID incident, Instant at, List<Evidence> evidence) implements IncidentEvent {
        public EvidenceJoined {
            evidence = List.copyOf(evidence);
        }
    }

    /** @param procedureHash SHA-256 of the procedure that this run is pinned to, in hex */
    record RunStarted(
            UUID incident, UUID run, String procedure, String procedureHash, String mode, int attempt, Instant at)
            implements IncidentEvent {}

    /** No run was started, and why: the mode, the budget, a halt. */
    record RunWithheld(UUID incident, String procedure, String reason, Instant at) implements IncidentEvent {}

    record StepStarted(UUID incident, StepRef step, Instant at) implements IncidentEvent {}

    record StepSucceeded(UUID incident, StepRef step, Instant startedAt, Instant at, String detail)
            implements IncidentEvent {}

    /** @param decision what happens next: {@code retry, continue, alternative, abort} or {@code ask} */
    record StepFailed(UUID incident, StepRef step, Instant startedAt, Instant at, String reason, String decision)
            implements IncidentEvent {}

    /** Nobody knows whether the step's act took place. A human decides unless its own {@code verify} could. */
    record StepUnknown(UUID incident, StepRef step, Instant startedAt, Instant at, String reason)
            implements IncidentEvent {}

    record StepSkipped(UUID incident, StepRef step, Instant at, String reason) implements IncidentEvent {}

    /** The run waits for a person of this role. */
    record HumanAsked(UUID incident, StepRef step, String role, String question, Instant at) implements IncidentEvent {}

    /** @param answer {@code done, failed, retry, skip, abort, approved} or {@code denied} */
    record HumanAnswered(UUID incident, StepRef step, String answer, String by, String note, Instant at)
            implements IncidentEvent {}

    /** @param item of the plan's checklist, from 1 */
    record ChecklistTicked(UUID incident, int item, String by, String note, Instant at) implements IncidentEvent {}

    /**
     * A procedure goes on otherwise for a target: lowered by itself after a bad call, or raised again by a person.
     *
     * @param incident after which it was lowered
     * @param mode from here on
     */
    record ModeChanged(UUID incident, String procedure, String target, String mode, String reason, Instant at)
            implements IncidentEvent {}

    /**
     * A part of the objective is spent.
     *
     * @param percent how much of it: 50, 80 or 100
     * @param predictedLeft how long it will still take, by earlier runs; none where they don't tell
     * @param prediction the same for a person, with what it goes by, or why it is not known
     */
    record RtoAtRisk(
            UUID incident,
            int percent,
            Duration elapsed,
            Duration target,
            Instant at,
            @Nullable Duration predictedLeft,
            @Nullable String prediction)
            implements IncidentEvent {}

    /** @param outcome {@code succeeded, failed} or {@code aborted} */
    record RunEnded(UUID incident, UUID run, String outcome, String reason, Instant at) implements IncidentEvent {}

    /**
     * The procedure's verification has passed.
     *
     * @param elapsed from the detection to here: what is measured against the objective
     */
    record Recovered(
            UUID incident,
            String scenario,
            String component,
            String target,
            Instant detectedAt,
            Instant at,
            Duration elapsed,
            @Nullable Duration rtoTarget)
            implements IncidentEvent {}

    record Closed(UUID incident, String reason, Instant at) implements IncidentEvent {}
}
