package io.lifeboat.recovery.procedure;

import java.time.Instant;
import java.util.List;

/** What is next in a run, and why. */
public sealed interface Decision {

    /** These, side by side; then decide again. */
    record Act(List<Task> tasks) implements Decision {
        public Act {
            tasks = List.copyOf(tasks);
        }
    }

    /** Nothing before this moment. */
    record WaitUntil(Instant due) implements Decision {}

    /** Nothing before a person answers. */
    record AwaitHuman(String step) implements Decision {}

    /** An attempt of this very owner is under way. */
    record InFlight(String step) implements Decision {}

    record Finish(Outcome outcome, String reason) implements Decision {}

    enum Outcome {
        SUCCEEDED,
        FAILED,
        ABORTED,
        /** A step took the service down with it too often. */
        MAX_ATTEMPTS
    }

    /** One thing to do for a step. */
    sealed interface Task {

        StepKey key();

        int number();
    }

    /** Attempt it. */
    record Start(StepKey key, int number) implements Task {}

    /** Its outcome is unknown: ask its probe, or a person. */
    record Resolve(StepKey key, int number) implements Task {}

    /** Its time has come: a wait is over, or a question has gone unanswered for too long. */
    record Due(StepKey key, int number) implements Task {}

    /** It has failed, and the procedure wants a person to decide. */
    record Ask(StepKey key, int number, String role, String failure) implements Task {}
}
