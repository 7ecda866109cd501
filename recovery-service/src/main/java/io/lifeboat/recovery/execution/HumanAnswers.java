package io.lifeboat.recovery.execution;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.recovery.procedure.AttemptState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What people answer to a run that waits for them. */
@ApplicationScoped
public class HumanAnswers {

    public enum Answer {
        DONE(AttemptState.SUCCEEDED),
        FAILED(AttemptState.REJECTED),
        ABORT(AttemptState.ABORTED);

        private final AttemptState state;

        Answer(AttemptState state) {
            this.state = state;
        }
    }

    /** Nothing waits for this answer, and why. */
    public static final class NothingWaitsException extends RuntimeException {
        NothingWaitsException(String reason) {
            super(reason);
        }
    }

    private final RunRows runs;
    private final AttemptRows attempts;
    private final Outbox outbox;
    private final Clock clock;

    HumanAnswers(RunRows runs, AttemptRows attempts, Outbox outbox, Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Whoever drives the run goes on with it. */
    @Transactional
    public void answer(UUID run, String step, Answer answer, String by, String note) {
        RunEntity owner = runs.lock(run).orElseThrow(() -> new NothingWaitsException("there is no run " + run));
        AttemptEntity attempt = attempts.waiting(run, step)
                .orElseThrow(() -> new NothingWaitsException("the step '" + step + "' of run " + run
                        + " waits for nobody (the run is " + owner.state + ")"));
        Instant now = clock.instant();
        attempt.state = answer.state;
        attempt.detail =
                by + ": " + answer.name().toLowerCase(java.util.Locale.ROOT) + (note.isBlank() ? "" : ", " + note);
        attempt.endedAt = now;
        outbox.append(new IncidentEvent.HumanAnswered(
                owner.incident,
                Attempts.ref(attempt),
                answer.name().toLowerCase(java.util.Locale.ROOT),
                by,
                note,
                now));
    }
}
