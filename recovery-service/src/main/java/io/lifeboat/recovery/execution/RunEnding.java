package io.lifeboat.recovery.execution;

import io.lifeboat.event.IncidentEvent;
import io.lifeboat.recovery.execution.HumanAnswers.NoSuchRunException;
import io.lifeboat.recovery.execution.HumanAnswers.NothingWaitsException;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A person ends a run, wherever it stands. Whoever drives it finds its ownership lost, and does nothing more. */
@ApplicationScoped
public class RunEnding {

    private static final Set<AttemptState> OPEN =
            Set.of(AttemptState.STARTED, AttemptState.WAITING, AttemptState.SLEEPING, AttemptState.UNKNOWN);

    private final RunRows runs;
    private final AttemptRows attempts;
    private final Timeline timeline;
    private final RunListener listener;
    private final Clock clock;

    RunEnding(RunRows runs, AttemptRows attempts, Timeline timeline, RunListener listener, Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.timeline = timeline;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * On the record when this returns.
     *
     * @return the steps that were under way: what they have begun may still go on where they have begun it
     * @throws NoSuchRunException if there is no such run
     * @throws NothingWaitsException if it has ended already
     */
    @Transactional
    public List<String> abort(UUID id, String by, String reason) {
        RunEntity run = runs.lock(id).orElseThrow(() -> new NoSuchRunException(id));
        if (!run.state.equals(RunRows.RUNNING)) {
            throw new NothingWaitsException("run " + id + " has ended already: it is " + run.state);
        }
        Instant now = clock.instant();
        String words = "ended by " + by + ": " + reason;
        List<AttemptEntity> open = attempts.of(id).stream()
                .filter(attempt -> OPEN.contains(attempt.state))
                .toList();
        List<String> underWay = open.stream()
                .filter(attempt -> attempt.state == AttemptState.STARTED)
                .map(attempt -> attempt.step)
                .toList();
        open.forEach(attempt -> close(run, attempt, words, now));
        run.generation++;
        run.state = Outcome.ABORTED.name();
        run.reason = words;
        run.endedAt = now;
        timeline.append(new IncidentEvent.RunEnded(run.incident, id, "aborted", words, now));
        listener.ended(run.incident, Outcome.ABORTED, words);
        return underWay;
    }

    /** Nobody will write down any more how an act has ended that is under way. */
    private void close(RunEntity run, AttemptEntity attempt, String words, Instant now) {
        if (attempt.state == AttemptState.STARTED) {
            attempt.state = AttemptState.UNKNOWN;
            attempt.detail = "it was under way when the run was " + words;
            timeline.append(new IncidentEvent.StepUnknown(
                    run.incident, Attempts.ref(attempt), attempt.startedAt, now, attempt.detail));
        } else if (attempt.state != AttemptState.UNKNOWN) {
            attempt.state = AttemptState.ABORTED;
            attempt.detail = words;
        }
        attempt.endedAt = now;
    }
}
