package io.lifeboat.recovery.execution;

import io.lifeboat.event.StepRef;
import io.lifeboat.recovery.action.ActionOutcome.NeedsApproval;

/** What a person types who is asked. */
final class HumanWords {

    private HumanWords() {}

    static String answer(StepRef ref) {
        return "lifeboat answer " + ref.run() + " " + ref.name() + " done|failed|retry|skip|abort --by YOUR-NAME";
    }

    static String approve(StepRef ref, NeedsApproval asked) {
        return "lifeboat approve " + ref.run() + " " + ref.name() + "\nlifeboat deny " + ref.run() + " "
                + ref.name() + " --note WHY\n\n"
                + (asked.people() > 1 ? asked.people() + " different people must approve. " : "")
                + "No answer until " + asked.until() + " is a denial.";
    }
}
