package io.lifeboat.recovery.procedure;

import io.lifeboat.recovery.procedure.Decision.Outcome;

/** Where a phase stands. */
sealed interface PhaseStatus {

    record Over() implements PhaseStatus {}

    record Pending(Decision decision) implements PhaseStatus {}

    record Detour(String reason) implements PhaseStatus {}

    record Broken(Outcome outcome, String reason) implements PhaseStatus {}

    /** It has failed, and what was done is to be taken back. */
    record Undo(String reason) implements PhaseStatus {}
}
