package io.lifeboat.recovery.execution;

import io.lifeboat.recovery.action.ActionOutcome.NeedsApproval;

/** What a person types who is asked. */
final class HumanWords {

    private HumanWords() {}

    static String answer(AttemptEntity attempt) {
        return "lifeboat answer " + attempt.run + " " + attempt.step + " done|failed|retry|skip|abort --by YOUR-NAME";
    }

    static String approve(AttemptEntity attempt, NeedsApproval asked) {
        return "lifeboat approve " + attempt.run + " " + attempt.step + "\nlifeboat deny " + attempt.run + " "
                + attempt.step + " --note WHY\n\n"
                + (asked.people() > 1 ? asked.people() + " different people must approve. " : "")
                + "No answer until " + asked.until() + " is a denial.";
    }
}
