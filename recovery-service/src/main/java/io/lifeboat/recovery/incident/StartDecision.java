package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Procedure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether a run starts by itself, and if not, why. */
sealed interface StartDecision {

    /** @param approval whether a person must approve it before its first step */
    record Start(Procedure procedure, boolean approval) implements StartDecision {}

    /** @param flaps whether the failure comes and goes: then the incident stays open until it has stayed away */
    record Withhold(String procedure, String reason, boolean flaps) implements StartDecision {}

    /** More incidents of one scenario and target than this within an hour, and none of the recoveries lasts. */
    int FLAPPING = 5;

    /** A failure that comes and goes is over when it has stayed away for so long. */
    Duration QUIET = Duration.ofMinutes(15);

    /**
     * What counts against a start.
     *
     * @param started automatic runs of the procedure on the target within its budget's window
     * @param opened incidents of the scenario and target within the last hour
     * @param underWay the procedure that runs on the target already; none if none does
     * @param halt why the automation is halted; none if it is not
     * @param lowered why the procedure asks first on this target though its mode is auto; none if it does not
     */
    record Restraint(
            long started,
            long opened,
            @Nullable String underWay,
            @Nullable String halt,
            @Nullable String lowered) {}

    static StartDecision decide(String id, @Nullable Procedure procedure, Restraint restraint) {
        boolean flaps = restraint.opened() >= FLAPPING;
        if (procedure == null) {
            return new Withhold(id, "the plan has no procedure for this yet", flaps);
        }
        if (restraint.halt() != null) {
            return new Withhold(id, "the automation is halted: " + restraint.halt(), flaps);
        }
        return switch (procedure.mode()) {
            case OBSERVE -> new Withhold(id, "its mode is 'observe': Lifeboat watches, people act", flaps);
            case SUGGEST -> new Withhold(id, "its mode is 'suggest': follow the procedure by hand", flaps);
            case APPROVE -> within(id, procedure, restraint, true);
            case AUTO -> within(id, procedure, restraint, restraint.lowered() != null);
        };
    }

    private static StartDecision within(String id, Procedure procedure, Restraint restraint, boolean approval) {
        if (restraint.opened() >= FLAPPING) {
            return new Withhold(
                    id, "it flaps: " + restraint.opened() + " incidents within an hour, and no recovery lasts", true);
        }
        if (restraint.underWay() != null) {
            return new Withhold(
                    id,
                    "the procedure '" + restraint.underWay()
                            + "' runs on it, and two at once would undo each other: it is looked at again when that has ended",
                    false);
        }
        return restraint.started() < procedure.budget().attempts()
                ? new Start(procedure, approval)
                : new Withhold(
                        id,
                        "its budget is spent: " + restraint.started() + " automatic runs within "
                                + words(procedure.budget().per()),
                        false);
    }

    private static String words(Duration duration) {
        return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }
}
