package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Procedure;
import org.jspecify.annotations.Nullable;

/** Whether a run starts by itself, and if not, why. */
sealed interface StartDecision {

    record Start(Procedure procedure) implements StartDecision {}

    record Withhold(String procedure, String reason) implements StartDecision {}

    /**
     * Decides.
     *
     * @param started automatic runs of the procedure on the target within its budget's window
     */
    static StartDecision decide(String id, @Nullable Procedure procedure, long started) {
        if (procedure == null) {
            return new Withhold(id, "the plan has no procedure for this yet");
        }
        return switch (procedure.mode()) {
            case OBSERVE -> new Withhold(id, "its mode is 'observe': Lifeboat watches, people act");
            case SUGGEST -> new Withhold(id, "its mode is 'suggest': follow the procedure by hand");
            case APPROVE ->
                new Withhold(id, "its mode is 'approve', and this version can't ask for approval: follow it by hand");
            case AUTO ->
                started < procedure.budget().attempts()
                        ? new Start(procedure)
                        : new Withhold(
                                id,
                                "its budget is spent: " + started + " automatic runs within "
                                        + words(procedure.budget().per()));
        };
    }

    private static String words(java.time.Duration duration) {
        return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }
}
