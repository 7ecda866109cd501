package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.ApproveAction;
import io.lifeboat.catalog.action.FenceAction;
import io.lifeboat.catalog.action.ReconcileAction;
import io.lifeboat.event.IncidentEvent;
import io.lifeboat.recovery.procedure.AttemptState;
import io.lifeboat.recovery.procedure.ProcedureJson;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people answer to a run that waits for them. */
@ApplicationScoped
public class HumanAnswers {

    public enum Answer {
        DONE(AttemptState.SUCCEEDED),
        FAILED(AttemptState.REJECTED),
        /** Once more, whatever the step's own retries say. */
        RETRY(AttemptState.INTERRUPTED),
        /** Goes on without it. */
        SKIP(AttemptState.SKIPPED),
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

    /** What goes another way than the plan is on the record with its reason. */
    private static final Set<Answer> NEEDS_REASON = Set.of(Answer.RETRY, Answer.SKIP, Answer.ABORT);

    private final RunRows runs;
    private final AttemptRows attempts;
    private final Approvals approvals;
    private final Timeline timeline;
    private final Clock clock;

    HumanAnswers(RunRows runs, AttemptRows attempts, Approvals approvals, Timeline timeline, Clock clock) {
        this.runs = runs;
        this.attempts = attempts;
        this.approvals = approvals;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * Notes an approval down. It is bound to what was read: of another procedure than the run's it is none.
     *
     * @param hash of the procedure that the person has read; none: the run's
     * @return how many more people must approve
     * @throws NothingWaitsException if nothing is to be approved, or this person has approved before
     */
    @Transactional
    public int approve(UUID run, String step, String by, String note, @Nullable String hash) {
        RunEntity owner = runs.lock(run).orElseThrow(() -> new NoSuchRunException(run));
        AttemptEntity attempt = toApprove(owner, step);
        if (hash != null && !hash.equals(owner.procedureHash)) {
            throw new NothingWaitsException("the run goes by another procedure than the one that was read: "
                    + owner.procedureHash + ", not " + hash);
        }
        if (!approvals.add(owner, attempt, by, note)) {
            throw new NothingWaitsException(by + " has approved it already: it needs another person");
        }
        int missing = Math.max(0, Objects.requireNonNullElse(attempt.people, 1) - approvals.count(attempt));
        Instant now = clock.instant();
        timeline.append(
                new IncidentEvent.HumanAnswered(owner.incident, Attempts.ref(attempt), "approved", by, note, now));
        if (missing == 0) {
            attempt.state = AttemptState.SUCCEEDED;
            attempt.detail = "approved by " + approvals.names(attempt);
            attempt.endedAt = now;
            timeline.append(new IncidentEvent.StepSucceeded(
                    owner.incident, Attempts.ref(attempt), attempt.startedAt, now, attempt.detail));
        }
        return missing;
    }

    /** One denial is enough. */
    @Transactional
    public int deny(UUID run, String step, String by, String note) {
        RunEntity owner = runs.lock(run).orElseThrow(() -> new NoSuchRunException(run));
        AttemptEntity attempt = toApprove(owner, step);
        Instant now = clock.instant();
        attempt.state = AttemptState.REJECTED;
        attempt.detail = "denied by " + by + (note.isBlank() ? "" : ": " + note);
        attempt.endedAt = now;
        timeline.append(
                new IncidentEvent.HumanAnswered(owner.incident, Attempts.ref(attempt), "denied", by, note, now));
        return 0;
    }

    private AttemptEntity toApprove(RunEntity owner, String step) {
        Instant now = clock.instant();
        return attempts.waiting(owner.id, step)
                .filter(attempt -> attempt.people != null)
                .filter(attempt -> attempt.dueAt == null || attempt.dueAt.isAfter(now))
                .orElseThrow(() -> new NothingWaitsException("nothing is to be approved at the step '" + step
                        + "' of run " + owner.id + " (the run is " + owner.state + ")"));
    }

    /** Whoever drives the run goes on with it. */
    @Transactional
    public void answer(UUID run, String step, Answer answer, String by, String note) {
        RunEntity owner = runs.lock(run).orElseThrow(() -> new NoSuchRunException(run));
        if (NEEDS_REASON.contains(answer) && note.isBlank()) {
            throw new NothingWaitsException("say why the answer to the step '" + step + "' is "
                    + answer.name().toLowerCase(Locale.ROOT) + ": a note");
        }
        if (answer == Answer.SKIP) {
            refuseToSkip(owner, step);
        }
        AttemptEntity attempt = attempts.waiting(run, step)
                .filter(waiting -> waiting.people == null || answer == Answer.ABORT)
                .orElseThrow(() -> new NothingWaitsException("the step '" + step + "' of run " + run
                        + " waits for nobody (the run is " + owner.state + ")"));
        Instant now = clock.instant();
        attempt.state = answer.state;
        attempt.detail = by + ": " + answer.name().toLowerCase(Locale.ROOT) + (note.isBlank() ? "" : ", " + note);
        attempt.endedAt = now;
        timeline.append(new IncidentEvent.HumanAnswered(
                owner.incident, Attempts.ref(attempt), answer.name().toLowerCase(Locale.ROOT), by, note, now));
        if (answer == Answer.SKIP) {
            timeline.append(new IncidentEvent.StepSkipped(owner.incident, Attempts.ref(attempt), now, attempt.detail));
        }
        if (answer == Answer.DONE) {
            timeline.append(new IncidentEvent.StepSucceeded(
                    owner.incident, Attempts.ref(attempt), attempt.startedAt, now, attempt.detail));
        }
    }

    /** What keeps two engines from trading at once is not left out because somebody is in a hurry. */
    private static void refuseToSkip(RunEntity owner, String step) {
        ProcedureJson.read(owner.pinned).phases().values().stream()
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream())
                .filter(one -> one.name().equals(step))
                .map(Step::action)
                .filter(action -> action instanceof FenceAction
                        || action instanceof ActivateAction
                        || action instanceof ReconcileAction
                        || action instanceof ApproveAction)
                .findFirst()
                .ifPresent(action -> {
                    throw new NothingWaitsException(
                            "the step '" + step + "' is never skipped, because two engines could trade then:"
                                    + " answer retry, abort, or done if you have made sure of it yourself");
                });
    }
}
