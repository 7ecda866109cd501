package io.lifeboat.recovery.action;

import org.jspecify.annotations.Nullable;

/** How an act ended. */
public sealed interface ActionOutcome {

    /** @param digest SHA-256 of the whole output in hex, where there is output */
    record Succeeded(String detail, @Nullable String digest) implements ActionOutcome {
        public Succeeded(String detail) {
            this(detail, null);
        }
    }

    /** It did not work, and nothing is left half done that a further attempt would make worse. */
    record Failed(String reason) implements ActionOutcome {}

    /** It may have taken place. */
    record Unknown(String reason) implements ActionOutcome {}

    record NeedsHuman(String role, String question) implements ActionOutcome {}
}
