package io.lifeboat.recovery.procedure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a step.
 *
 * @param pass 2 for the verification that follows the alternative recovery, otherwise 1
 * @param number from 1, within the step and pass
 * @param endedAt none while it is under way, or waits
 */
public record Attempt(
        String step,
        int pass,
        int number,
        AttemptState state,
        Instant startedAt,
        @Nullable Instant endedAt,
        String detail) {}
