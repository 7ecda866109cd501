package io.lifeboat.recovery.plan;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Mode;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.ReconcileAction;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What holds a run as a whole up. */
final class PlanConditions {

    private PlanConditions() {}

    /**
     * @param started automatic runs within the budget's window; none if the database does not say
     * @param automation why it is halted; none if it is not
     * @param trading the same
     */
    record Now(
            OptionalLong started,
            @Nullable String automation,
            @Nullable String trading) {}

    static List<Finding> of(Procedure procedure, Now now) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(true, "mode", mode(procedure)));
        if (procedure.mode() == Mode.AUTO || procedure.mode() == Mode.APPROVE) {
            findings.add(budget(procedure, now.started()));
        }
        findings.add(halt("automation", now.automation(), true));
        findings.add(halt("trading", now.trading(), givesTrading(procedure)));
        return findings;
    }

    private static String mode(Procedure procedure) {
        return switch (procedure.mode()) {
            case AUTO -> "auto: it starts by itself when its scenario is detected";
            case APPROVE -> "approve: when its scenario is detected a person is asked before the first step";
            case SUGGEST -> "suggest: only a person starts it";
            case OBSERVE -> "observe: only a person starts it";
        };
    }

    private static Finding budget(Procedure procedure, OptionalLong started) {
        int attempts = procedure.budget().attempts();
        String window = StepWords.duration(procedure.budget().per());
        if (started.isEmpty()) {
            return new Finding(false, "budget", "the database does not answer: without it no run starts");
        }
        long left = Math.max(0, attempts - started.getAsLong());
        return new Finding(
                left > 0,
                "budget",
                left + " of " + attempts + " automatic runs within " + window + " are left"
                        + (left > 0 ? "" : ": only a person starts it"));
    }

    private static Finding halt(String part, @Nullable String reason, boolean matters) {
        return reason == null
                ? new Finding(true, part, "not halted")
                : new Finding(
                        !matters,
                        part,
                        "halted: " + reason
                                + (matters ? "; lifeboat clear " + part : "; this procedure does not need it"));
    }

    private static boolean givesTrading(Procedure procedure) {
        return procedure.phases().values().stream()
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream())
                .anyMatch(step -> step.action() instanceof ActivateAction || step.action() instanceof ReconcileAction);
    }
}
