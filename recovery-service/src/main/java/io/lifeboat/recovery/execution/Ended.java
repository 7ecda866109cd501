package io.lifeboat.recovery.execution;

import io.lifeboat.recovery.action.ActionOutcome;
import io.lifeboat.recovery.procedure.StepKey;

/**
 * What an attempt has come to, and is not on the record yet.
 *
 * @param outcome without secrets
 * @param decision what happens next if it has failed, for the record
 */
record Ended(StepKey key, int number, ActionOutcome outcome, String decision) {}
