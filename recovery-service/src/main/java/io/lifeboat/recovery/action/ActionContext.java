package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Step;
import io.lifeboat.recovery.procedure.Facts;
import java.util.UUID;

/**
 * Which attempt an act belongs to.
 *
 * @param failures how often the step has failed before, in this pass: an attempt that was only interrupted is none
 * @param facts what is known when it begins
 */
public record ActionContext(UUID incident, UUID run, Step step, int pass, int number, int failures, Facts facts) {

    /** The first time in its pass, and nothing is known. */
    public ActionContext(UUID incident, UUID run, Step step, int pass, int number) {
        this(incident, run, step, pass, number, 0, Facts.NONE);
    }
}
