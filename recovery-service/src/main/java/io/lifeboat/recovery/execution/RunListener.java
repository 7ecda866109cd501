package io.lifeboat.recovery.execution;

import io.lifeboat.recovery.procedure.Decision.Outcome;
import java.util.UUID;

/** Is told that a run has ended, within the transaction that ends it. */
public interface RunListener {

    void ended(UUID incident, Outcome outcome, String reason);
}
