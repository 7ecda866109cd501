package io.lifeboat.catalog;

import io.lifeboat.catalog.action.Action;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a procedure.
 *
 * @param name unique in the procedure
 * @param title what it does, in the plan's words, for a person
 * @param verify how to find out whether the act took place when that is unknown
 * @param when an expression over the evidence and earlier results: where it is false the step is skipped; none: always
 */
public record Step(
        String name,
        String title,
        Action action,
        Effect effect,
        Duration timeout,
        Retry retry,
        OnFailure onFailure,
        @Nullable Verify verify,
        @Nullable String when) {

    /** A step that is never skipped. */
    public Step(
            String name,
            String title,
            Action action,
            Effect effect,
            Duration timeout,
            Retry retry,
            OnFailure onFailure,
            @Nullable Verify verify) {
        this(name, title, action, effect, timeout, retry, onFailure, verify, null);
    }

    /** What repeating the step would do. */
    public enum Effect {
        /** Doing it twice is as good as once. */
        IDEMPOTENT,
        /** Doing it twice does harm: an outcome that is unknown is not repeated. */
        AT_MOST_ONCE,
        /** Can be taken back by another step. Not repeated either. */
        COMPENSATABLE
    }

    /**
     * @param attempts in all, so 1 is no retry
     * @param on the faults after which it is tried again
     */
    public record Retry(int attempts, Duration backoff, Set<Fault> on) {
        public Retry {
            on = Set.copyOf(on);
        }

        /** After any fault. */
        public Retry(int attempts, Duration backoff) {
            this(attempts, backoff, Set.of(Fault.values()));
        }

        /** @param fault none if it is not known in which way it has failed */
        public boolean repeats(@Nullable Fault fault) {
            return fault == null || on.contains(fault);
        }
    }

    public record Verify(String probe, @Nullable String equals) {}

    /** What happens when the last attempt has failed. */
    public sealed interface OnFailure {}

    /** The run ends, failed. */
    public record Abort() implements OnFailure {}

    /** The failure is on the record; the next step runs. */
    public record Continue() implements OnFailure {}

    /** The rest of the phase is skipped and the phase {@code alternative} runs. */
    public record Alternative() implements OnFailure {}

    /** The steps between are skipped, and a later one of the same phase runs. */
    public record GoTo(String step) implements OnFailure {}

    /** The phase {@code compensate} takes back what was done; then the run ends, failed. */
    public record Compensate() implements OnFailure {}

    /** A person of this role decides. */
    public record Ask(String role) implements OnFailure {}
}
