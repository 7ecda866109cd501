package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.recovery.procedure.Decision.Outcome;

/** Whether a procedure goes on by itself on a target after what it has done there. Never raises: only a person does. */
sealed interface ModeDecision {

    String reason();

    /** As it is. */
    record Keep(String reason) implements ModeDecision {}

    /** From now on a person approves it first. */
    record Lower(String reason) implements ModeDecision {}

    /**
     * After a run.
     *
     * @param mode in which it ran
     * @param recovered whether the bot was recovered before it ended
     */
    static ModeDecision after(Mode mode, boolean recovered, Outcome outcome, String why) {
        if (mode != Mode.AUTO) {
            return new Keep("it did not run by itself");
        }
        if (recovered) {
            return new Keep("it has recovered the bot");
        }
        return switch (outcome) {
            case SUCCEEDED -> new Keep("it has succeeded");
            case FAILED -> new Lower("its automatic run has failed: " + why);
            case ABORTED -> new Lower("a person has ended its automatic run: " + why);
            case MAX_ATTEMPTS -> new Lower("its automatic run came to no end: " + why);
        };
    }

    /** After a person has said that it should not have run, or not so. */
    static ModeDecision calledWrong(Mode mode, String by, String note) {
        return mode == Mode.AUTO
                ? new Lower("its automatic run was wrong, says " + by + (note.isBlank() ? "" : ": " + note))
                : new Keep("it did not run by itself");
    }
}
