package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import java.util.Locale;

/** A step at its place in a run. */
public record StepKey(Phase phase, int pass, Step step) {

    /** The phase as the plan and the events write it. */
    public String phaseName() {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
