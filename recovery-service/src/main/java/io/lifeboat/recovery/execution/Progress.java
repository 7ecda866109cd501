package io.lifeboat.recovery.execution;

import io.lifeboat.recovery.procedure.Attempt;
import java.util.List;

/**
 * How far a run has come.
 *
 * @param verified whether it is on the record that the bot is recovered
 */
record Progress(List<Attempt> attempts, boolean verified) {
    Progress {
        attempts = List.copyOf(attempts);
    }
}
