package io.lifeboat.recovery.execution;

import io.lifeboat.event.EventIds;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.event.PageEvent;
import io.lifeboat.event.StepRef;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.action.ActionOutcome;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.procedure.StepKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Attempts as they are kept. Every write checks the ownership first, in the same transaction. */
@ApplicationScoped
class Attempts {

    private final Runs runs;
    private final AttemptRows rows;
    private final Outbox outbox;
    private final Clock clock;

    Attempts(Runs runs, AttemptRows rows, Outbox outbox, Clock clock) {
        this.runs = runs;
        this.rows = rows;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The intent: on the record, and on its way to the topic, before the act. */
    Instant begin(Ownership ownership, StepKey key, int number) {
        return QuarkusTransaction.requiringNew().call(() -> beginWithin(ownership, key, number));
    }

    /** Within the caller's transaction. */
    Instant beginWithin(Ownership ownership, StepKey key, int number) {
        runs.own(ownership);
        Instant now = clock.instant();
        AttemptEntity attempt = new AttemptEntity();
        attempt.run = ownership.run();
        attempt.phase = key.phaseName();
        attempt.step = key.step().name();
        attempt.pass = key.pass();
        attempt.number = number;
        attempt.state = AttemptState.STARTED;
        attempt.generation = ownership.generation();
        attempt.startedAt = now;
        rows.persist(attempt);
        outbox.append(new IncidentEvent.StepStarted(ownership.incident(), ref(attempt), now));
        return now;
    }

    /** @param decision what happens next if it has failed, for the record */
    void end(Ownership ownership, StepKey key, int number, ActionOutcome outcome, String decision) {
        QuarkusTransaction.requiringNew().run(() -> endWithin(ownership, key, number, outcome, decision));
    }

    /** Within the caller's transaction. */
    void endWithin(Ownership ownership, StepKey key, int number, ActionOutcome outcome, String decision) {
        runs.own(ownership);
        AttemptEntity attempt = row(ownership, key, number);
        Instant now = clock.instant();
        StepRef ref = ref(attempt);
        switch (outcome) {
            case ActionOutcome.Succeeded s -> {
                close(attempt, AttemptState.SUCCEEDED, s.detail(), now);
                attempt.digest = s.digest();
                outbox.append(
                        new IncidentEvent.StepSucceeded(ownership.incident(), ref, attempt.startedAt, now, s.detail()));
            }
            case ActionOutcome.Failed f -> {
                close(attempt, AttemptState.FAILED, f.reason(), now);
                outbox.append(new IncidentEvent.StepFailed(
                        ownership.incident(), ref, attempt.startedAt, now, f.reason(), decision));
            }
            case ActionOutcome.Unknown u -> {
                close(attempt, AttemptState.UNKNOWN, u.reason(), now);
                outbox.append(
                        new IncidentEvent.StepUnknown(ownership.incident(), ref, attempt.startedAt, now, u.reason()));
            }
            case ActionOutcome.NeedsHuman h -> ask(ownership, attempt, h.role(), h.question(), now);
        }
    }

    /** The run's former owner has died in the middle of these. What may be repeated will be; of the rest nobody knows. */
    void settleInterrupted(Ownership ownership, io.lifeboat.catalog.Procedure procedure) {
        QuarkusTransaction.requiringNew().run(() -> {
            runs.own(ownership);
            Instant now = clock.instant();
            List<AttemptEntity> open = rows.of(ownership.run()).stream()
                    .filter(a -> a.state == AttemptState.STARTED && a.generation < ownership.generation())
                    .toList();
            for (AttemptEntity attempt : open) {
                String reason = "interrupted: the service ended in the middle of it";
                if (Interruption.mayRepeat(procedure, attempt.step)) {
                    close(attempt, AttemptState.INTERRUPTED, reason, now);
                    outbox.append(new IncidentEvent.StepFailed(
                            ownership.incident(), ref(attempt), attempt.startedAt, now, reason, "retry"));
                } else {
                    close(attempt, AttemptState.UNKNOWN, reason, now);
                    outbox.append(new IncidentEvent.StepUnknown(
                            ownership.incident(), ref(attempt), attempt.startedAt, now, reason));
                }
            }
        });
    }

    private void ask(Ownership ownership, AttemptEntity attempt, String role, String question, Instant now) {
        attempt.state = AttemptState.WAITING;
        attempt.detail = question;
        attempt.endedAt = null;
        outbox.append(new IncidentEvent.HumanAsked(ownership.incident(), ref(attempt), role, question, now));
        outbox.append(new PageEvent.Raised(
                EventIds.deterministic("ask", attempt.run.toString(), attempt.step, String.valueOf(attempt.number)),
                ownership.incident(),
                role,
                PageEvent.Severity.CRITICAL,
                "A decision is needed: " + attempt.step,
                question + "\n\nlifeboat answer " + attempt.run + " " + attempt.step
                        + " done|failed|abort --by YOUR-NAME",
                now,
                null));
    }

    private AttemptEntity row(Ownership ownership, StepKey key, int number) {
        return rows.of(ownership.run(), key.step().name(), key.pass(), number)
                .orElseThrow(() -> new IllegalStateException(
                        "attempt " + number + " at " + key.step().name() + " was never begun"));
    }

    private static void close(AttemptEntity attempt, AttemptState state, String detail, Instant now) {
        attempt.state = state;
        attempt.detail = detail;
        attempt.endedAt = now;
    }

    static StepRef ref(AttemptEntity attempt) {
        return new StepRef(attempt.run, attempt.phase, attempt.step, attempt.number);
    }
}
