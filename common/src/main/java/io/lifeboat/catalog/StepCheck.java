package io.lifeboat.catalog;

import io.lifeboat.catalog.Procedure.Phase;
import java.util.HashSet;
import java.util.Set;

/** What a procedure must keep to beyond the shape of its steps. */
final class StepCheck {

    private final Problems problems;

    StepCheck(Problems problems) {
        this.problems = problems;
    }

    void check(Entry file) {
        String expected =
                file.document().file().replaceFirst("^procedures/", "").replaceFirst("\\.yaml$", "");
        file.find("procedure").stream()
                .filter(id -> !id.text().equals(expected))
                .forEach(id -> id.problem(
                        problems, "the procedure '" + id.text() + "' belongs in procedures/" + id.text() + ".yaml"));
        Set<String> names = new HashSet<>();
        StepEntry.in(file).forEach(step -> {
            if (!names.add(step.name())) {
                step.body()
                        .problem(
                                problems,
                                "the step '" + step.name()
                                        + "' is there twice: a step's name is its identity in a run");
            }
            alternative(file, step);
            repetition(step);
        });
    }

    private void alternative(Entry file, StepEntry step) {
        boolean possible =
                step.phase() == Phase.RECOVER && !file.find("alternative/*").isEmpty();
        step.body().find("on-failure").stream()
                .filter(decision -> decision.text().equals("alternative") && !possible)
                .forEach(decision -> decision.problem(
                        problems,
                        "'alternative' is for a step of 'recover' in a procedure that has the phase 'alternative'"));
    }

    private void repetition(StepEntry step) {
        String effect = step.body().text("effect", "idempotent");
        step.body().find("retry/attempts").stream()
                .filter(attempts -> attempts.json().asInt() > 1 && !effect.equals("idempotent"))
                .forEach(attempts -> attempts.problem(
                        problems, "a step whose effect is '" + effect + "' is not repeated: leave 'retry' out"));
    }
}
