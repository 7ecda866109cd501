package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Procedure;
import org.jspecify.annotations.Nullable;

/** Whether a run starts by itself, and if not, why. */
sealed interface StartDecision {

    /** @param approval whether a person must approve it before its first step */
    record Start(Procedure procedure, boolean approval) implements StartDecision {}

    record Withhold(String procedure, String reason) implements StartDecision {}

    /** More incidents of one scenario and target than this within an hour, and none of the recoveries lasts. */
    int FLAPPING = 5;

    /**
     * What counts against a start.
     *
     * @param started automatic runs of the procedure on the target within its budget's window
     * @param opened incidents of the scenario and target within the last hour
     * @param halt why the automation is halted; none if it is not
     * @param lowered why the procedure asks first on this target though its mode is auto; none if it does not
     */
    record Restraint(
            long started,
            long opened,
            @Nullable String halt,
            @Nullable String lowered) {}

    static StartDecision decide(String id, @Nullable Procedure procedure, Restraint restraint) {
        if (procedure == null) {
            return new Withhold(id, "the plan has no procedure for this yet");
        }
        if (restraint.halt() != null) {
            return new Withhold(id, "the automation is halted: " + restraint.halt());
        }
        return switch (procedure.mode()) {
            case OBSERVE -> new Withhold(id, "its mode is 'observe': Lifeboat watches, people act");
            case SUGGEST -> new Withhold(id, "its mode is 'suggest': follow the procedure by hand");
            case APPROVE -> within(id, procedure, restraint, true);
            case AUTO -> within(id, procedure, restraint, restraint.lowered() != null);
        };
    }

    private static StartDecision within(String id, Procedure procedure, Restraint restraint, boolean approval) {
        if (restraint.opened() >= FLAPPING) {
            return new Withhold(
                    id, "it flaps: " + restraint.opened() + " incidents within an hour, and no recovery lasts");
        }
        return restraint.started() < procedure.budget().attempts()
                ? new Start(procedure, approval)
                : new Withhold(
                        id,
                        "its budget is spent: " + restraint.started() + " automatic runs within "
                                + words(procedure.budget().per()));
    }

    private static String words(java.time.Duration duration) {
        return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }
}
