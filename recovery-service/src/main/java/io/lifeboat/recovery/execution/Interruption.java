package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;

final class Interruption {

    private Interruption() {}

    /** A question may always be asked again; an act only if the procedure calls it idempotent. */
    static boolean mayRepeat(Procedure procedure, String name) {
        return procedure.phases().values().stream()
                .flatMap(groups -> groups.stream())
                .flatMap(group -> group.steps().stream())
                .filter(step -> step.name().equals(name))
                .allMatch(step -> step.effect() == Step.Effect.IDEMPOTENT);
    }
}
