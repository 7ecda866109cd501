package io.lifeboat.recovery.execution;

import java.util.UUID;

/**
 * The right to write to a run. Each claim raises the generation, and a write under an older one is refused, so that an
 * owner that only seemed dead does no harm when it wakes up.
 */
record Ownership(UUID run, UUID incident, long generation) {

    /** Nobody has owned the run before. */
    boolean isFirst() {
        return generation == 1;
    }
}
