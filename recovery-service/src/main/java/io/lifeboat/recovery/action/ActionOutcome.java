package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Fault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an act ended, with its output where it has any. */
public sealed interface ActionOutcome {

    /** @param value what it has read, for later steps */
    record Succeeded(
            String detail,
            @Nullable Output output,
            @Nullable String value) implements ActionOutcome {
        public Succeeded(String detail) {
            this(detail, null, null);
        }

        public Succeeded(String detail, @Nullable Output output) {
            this(detail, output, null);
        }

        static Succeeded reading(String detail, @Nullable String value) {
            return new Succeeded(detail, null, value);
        }
    }

    /** It did not work, and nothing is left half done that a further attempt would make worse. */
    record Failed(String reason, @Nullable Output output, Fault fault) implements ActionOutcome {
        public Failed(String reason) {
            this(reason, null, Fault.FAILURE);
        }

        public Failed(String reason, Fault fault) {
            this(reason, null, fault);
        }

        public Failed(String reason, @Nullable Output output) {
            this(reason, output, Fault.FAILURE);
        }
    }

    /** It may have taken place. */
    record Unknown(String reason, @Nullable Output output) implements ActionOutcome {
        public Unknown(String reason) {
            this(reason, null);
        }
    }

    record NeedsHuman(String role, String question) implements ActionOutcome {}

    /**
     * People must approve what follows.
     *
     * @param people how many different ones
     * @param until no answer by then is a denial
     */
    record NeedsApproval(String role, String question, int people, Instant until) implements ActionOutcome {}

    /** Nothing to do before this moment; then it has succeeded. */
    record Later(Instant due) implements ActionOutcome {}
}
