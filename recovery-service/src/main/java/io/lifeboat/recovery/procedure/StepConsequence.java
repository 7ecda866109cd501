package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.Step;

/** What a failure of a step leads to, in the word that the record uses. */
public final class StepConsequence {

    private StepConsequence() {}

    /** @param failures in this pass, with the one that has just happened */
    public static String of(Step step, int failures) {
        if (failures < step.retry().attempts()) {
            return "retry";
        }
        return switch (step.onFailure()) {
            case Step.Continue c -> "continue";
            case Step.Alternative a -> "alternative";
            case Step.Abort a -> "abort";
            case Step.GoTo to -> "goto " + to.step();
            case Step.Compensate c -> "compensate";
            case Step.Ask a -> "ask";
        };
    }
}
