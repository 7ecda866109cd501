package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Fault;
import io.lifeboat.recovery.action.ActionOutcome;
import io.lifeboat.recovery.action.Output;
import io.lifeboat.recovery.procedure.AttemptState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt has come to. What is null is left as it is.
 *
 * @param endedAt none if it waits
 */
record AttemptChange(
        AttemptState state,
        String detail,
        @Nullable Instant endedAt,
        @Nullable String digest,
        @Nullable String output,
        @Nullable String value,
        @Nullable Fault fault,
        @Nullable Integer people,
        @Nullable Instant dueAt) {

    static AttemptChange succeeded(ActionOutcome.Succeeded s, Instant now) {
        return closed(AttemptState.SUCCEEDED, s.detail(), now, s.output(), s.value(), null);
    }

    static AttemptChange failed(ActionOutcome.Failed f, Instant now) {
        return closed(AttemptState.FAILED, f.reason(), now, f.output(), null, f.fault());
    }

    static AttemptChange unknown(ActionOutcome.Unknown u, Instant now) {
        return closed(AttemptState.UNKNOWN, u.reason(), now, u.output(), null, null);
    }

    /** @param dueAt when no answer is an answer, too */
    static AttemptChange waiting(String question, @Nullable Integer people, @Nullable Instant dueAt) {
        return new AttemptChange(AttemptState.WAITING, question, null, null, null, null, null, people, dueAt);
    }

    static AttemptChange sleeping(Instant dueAt) {
        return new AttemptChange(AttemptState.SLEEPING, "until " + dueAt, null, null, null, null, null, null, dueAt);
    }

    // Nothing new leaves what is there: finding out what an act has come to brings no output of its own.
    private static AttemptChange closed(
            AttemptState state,
            String detail,
            Instant now,
            @Nullable Output output,
            @Nullable String value,
            @Nullable Fault fault) {
        return new AttemptChange(
                state,
                detail,
                now,
                output == null ? null : output.sha256(),
                output == null ? null : output.tail(),
                value,
                fault,
                null,
                null);
    }
}
