package io.lifeboat.recovery.execution;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
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

    public static final class NoSuchRunException extends RuntimeException {
        NoSuchRunException(UUID run) {
            super("there is no run " + run);
        }
    }

    private final RunRows runs;
    private final AttemptRows attempts;
    private final Timeline timeline;
    private final Clock clock;

    HumanAnswers(RunRows runs, AttemptRows attempts, Timeline timeline, Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** Whoever drives the run goes on with it. */
    @Transactional
    public void answer(UUID run, String step, Answer answer, String by, String note) {
        RunEntity owner = runs.lock(run).orElseThrow(() -> new NoSuchRunException(run));
        AttemptEntity attempt = attempts.waiting(run, step)
                .orElseThrow(() -> new NothingWaitsException("the step '" + step + "' of run " + run
                        + " waits for nobody (the run is " + owner.state + ")"));
        Instant now = clock.instant();
        attempt.state = answer.state;
        attempt.detail = by + ": " + answer.name().toLowerCase(Locale.ROOT) + (note.isBlank() ? "" : ", " + note);
        attempt.endedAt = now;
        timeline.append(new IncidentEvent.HumanAnswered(
                owner.incident, Attempts.ref(attempt), answer.name().toLowerCase(Locale.ROOT), by, note, now));
        if (answer == Answer.DONE) {
            timeline.append(new IncidentEvent.StepSucceeded(
                    owner.incident, Attempts.ref(attempt), attempt.startedAt, now, attempt.detail));
        }
    }
}
