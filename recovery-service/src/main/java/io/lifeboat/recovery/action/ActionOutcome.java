package io.lifeboat.recovery.action;

import org.jspecify.annotations.Nullable;

/** How an act ended, with its output where it has any. */
public sealed interface ActionOutcome {

    record Succeeded(String detail, @Nullable Output output) implements ActionOutcome {
        public Succeeded(String detail) {
            this(detail, null);
        }
    }

    /** It did not work, and nothing is left half done that a further attempt would make worse. */
    record Failed(String reason, @Nullable Output output) implements ActionOutcome {
        public Failed(String reason) {
            this(reason, null);
        }
    }

    /** It may have taken place. */
    record Unknown(String reason, @Nullable Output output) implements ActionOutcome {
        public Unknown(String reason) {
            this(reason, null);
        }
    }

    record NeedsHuman(String role, String question) implements ActionOutcome {}
}
