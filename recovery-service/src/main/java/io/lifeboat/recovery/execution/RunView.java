package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Fault;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as operators see it, with every attempt at every step. */
public record RunView(
        UUID id,
        UUID incident,
        String procedure,
        String procedureHash,
        String state,
        @Nullable String reason,
        @Nullable Instant verifiedAt,
        Instant startedAt,
        @Nullable Instant endedAt,
        List<StepView> steps) {

    /**
     * @param value what it has read, for later steps
     * @param fault in which way it has failed
     */
    public record StepView(
            String phase,
            String step,
            int attempt,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            String detail,
            @Nullable String value,
            @Nullable Fault fault,
            @Nullable String outputSha256,
            @Nullable String outputTail) {}
}
