package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.Step;
import io.lifeboat.recovery.procedure.Decision.Ask;
import io.lifeboat.recovery.procedure.Decision.Resolve;
import io.lifeboat.recovery.procedure.Decision.Start;
import java.time.Instant;
import java.util.List;

/** Where a step stands, from its attempts. */
final class StepPolicy {

    /** A step that takes the service down with it each time must not do so for ever. */
    static final int MOST_INTERRUPTIONS = 10;

    private StepPolicy() {}

    /**
     * Decides.
     *
     * @param attempts those of this step and pass, in order
     * @param earlier how many attempts the step had in earlier passes: an attempt's number is unique in the run
     */
    static StepStatus status(StepKey key, List<Attempt> attempts, int earlier, Instant now) {
        if (attempts.isEmpty()) {
            return new StepStatus.Due(new Start(key, earlier + 1));
        }
        Attempt last = attempts.getLast();
        return switch (last.state()) {
            case SUCCEEDED -> new StepStatus.Passed();
            case STARTED -> new StepStatus.Running();
            case SKIPPED -> new StepStatus.Passed();
            case WAITING -> waiting(key, last, now);
            case SLEEPING -> sleeping(key, last, now);
            case INTERRUPTED ->
                count(attempts, AttemptState.INTERRUPTED) < MOST_INTERRUPTIONS
                        ? new StepStatus.Due(new Start(key, last.number() + 1))
                        : new StepStatus.TooOften(key.step().name() + ": " + last.detail());
            case UNKNOWN -> new StepStatus.Due(new Resolve(key, last.number()));
            case ABORTED -> new StepStatus.Aborted(key.step().name() + ": " + last.detail());
            case REJECTED -> rejected(key.step(), last);
            case FAILED -> failed(key, attempts, now);
        };
    }

    private static StepStatus failed(StepKey key, List<Attempt> attempts, Instant now) {
        Step step = key.step();
        Attempt last = attempts.getLast();
        boolean again = step.retry().repeats(last.fault());
        if (again && count(attempts, AttemptState.FAILED) < step.retry().attempts()) {
            Instant endedAt = last.endedAt() == null ? last.startedAt() : last.endedAt();
            Instant due = endedAt.plus(step.retry().backoff());
            return due.isAfter(now) ? new StepStatus.Later(due) : new StepStatus.Due(new Start(key, last.number() + 1));
        }
        return exhausted(key, last);
    }

    private static StepStatus exhausted(StepKey key, Attempt last) {
        return key.step().onFailure() instanceof Step.Ask ask
                ? new StepStatus.Due(new Ask(key, last.number(), ask.role(), last.detail()))
                : given(key.step(), last);
    }

    /** A person has said "failed": the procedure's answer to that, without asking once more. */
    private static StepStatus rejected(Step step, Attempt last) {
        return given(step, last);
    }

    private static StepStatus given(Step step, Attempt last) {
        String reason = step.name() + ": " + last.detail();
        return switch (step.onFailure()) {
            case Step.Continue c -> new StepStatus.Passed();
            case Step.Alternative a -> new StepStatus.Detour(reason);
            case Step.GoTo to -> new StepStatus.Jump(to.step());
            case Step.Compensate c -> new StepStatus.Undo(reason);
            case Step.Abort a -> new StepStatus.Failed(reason);
            case Step.Ask a -> new StepStatus.Failed(reason);
        };
    }

    private static StepStatus waiting(StepKey key, Attempt last, Instant now) {
        Instant due = last.dueAt();
        return due != null && !due.isAfter(now)
                ? new StepStatus.Due(new Decision.Due(key, last.number()))
                : new StepStatus.Waiting();
    }

    private static StepStatus sleeping(StepKey key, Attempt last, Instant now) {
        Instant due = last.dueAt();
        return due == null || !due.isAfter(now)
                ? new StepStatus.Due(new Decision.Due(key, last.number()))
                : new StepStatus.Later(due);
    }

    private static long count(List<Attempt> attempts, AttemptState state) {
        return attempts.stream().filter(attempt -> attempt.state() == state).count();
    }
}
