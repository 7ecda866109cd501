package io.lifeboat.recovery.procedure;

import io.lifeboat.recovery.procedure.Decision.Task;
import java.time.Instant;

/** Where one step stands. */
sealed interface StepStatus {

    /** Nothing hinders what comes after it. */
    record Passed() implements StepStatus {}

    record Due(Task task) implements StepStatus {}

    record Later(Instant due) implements StepStatus {}

    record Running() implements StepStatus {}

    record Waiting() implements StepStatus {}

    /** The rest of its phase is skipped, and the alternative runs. */
    record Detour(String reason) implements StepStatus {}

    /** The steps up to this one of the phase are skipped. */
    record Jump(String step) implements StepStatus {}

    /** What was done is taken back, and the run ends. */
    record Undo(String reason) implements StepStatus {}

    /** The process has ended in the middle of it so often that it is not tried again. */
    record TooOften(String reason) implements StepStatus {}

    record Failed(String reason) implements StepStatus {}

    record Aborted(String reason) implements StepStatus {}
}
