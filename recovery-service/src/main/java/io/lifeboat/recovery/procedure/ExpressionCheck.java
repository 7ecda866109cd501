package io.lifeboat.recovery.procedure;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Whether every expression of a procedure has a value, whatever has happened. */
public final class ExpressionCheck {

    private static final Map<String, String> ANY_INCIDENT =
            Map.of("id", "", "scenario", "", "component", "", "target", "");

    /** An expression that might have no value, and where. */
    public record Problem(String procedure, String step, String message) {

        @Override
        public String toString() {
            return "procedures/" + procedure + ".yaml, step '" + step + "': " + message;
        }
    }

    private ExpressionCheck() {}

    /** Each is tried before anything has happened: it must have a value even then. */
    public static List<Problem> problems(Collection<Procedure> procedures) {
        List<Problem> problems = new ArrayList<>();
        for (Procedure procedure : procedures) {
            Facts facts = Facts.of(procedure, ANY_INCIDENT, List.of(), List.of());
            procedure.phases().values().stream()
                    .flatMap(List::stream)
                    .flatMap(group -> group.steps().stream())
                    .forEach(step -> check(procedure, step, facts, problems));
        }
        return problems;
    }

    private static void check(Procedure procedure, Step step, Facts facts, List<Problem> problems) {
        try {
            String when = step.when();
            if (when != null) {
                var _ = Expression.test(when, facts);
            }
            Expressions.of(step.action()).forEach(text -> Expression.text(text, facts));
        } catch (Expression.BadExpressionException e) {
            problems.add(new Problem(procedure.id(), step.name(), String.valueOf(e.getMessage())));
        }
    }
}
