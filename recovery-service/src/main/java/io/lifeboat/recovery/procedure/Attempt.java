package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.Fault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a step.
 *
 * @param pass 2 for the verification that follows the alternative recovery, otherwise 1
 * @param number from 1, within the step and pass
 * @param endedAt none while it is under way, or waits
 * @param dueAt when a wait is over, or when a question has gone unanswered for too long
 * @param value what the step has read, for later steps
 * @param fault why it has failed
 */
public record Attempt(
        String step,
        int pass,
        int number,
        AttemptState state,
        Instant startedAt,
        @Nullable Instant endedAt,
        String detail,
        @Nullable Instant dueAt,
        @Nullable String value,
        @Nullable Fault fault) {

    /** One that neither waits nor has read anything. */
    public Attempt(
            String step,
            int pass,
            int number,
            AttemptState state,
            Instant startedAt,
            @Nullable Instant endedAt,
            String detail) {
        this(step, pass, number, state, startedAt, endedAt, detail, null, null, null);
    }
}
