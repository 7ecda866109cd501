package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.recovery.procedure.Attempt;
import io.lifeboat.recovery.procedure.Decision.Outcome;
import io.lifeboat.recovery.procedure.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Is told what a run means for its incident, each within the transaction in which it comes to be. */
public interface RunListener {

    /**
     * The verification has passed; the procedure's last steps are still to come.
     *
     * @param told the roles that those steps will tell
     */
    void recovered(UUID incident, Instant at, Set<String> told);

    void ended(UUID incident, Outcome outcome, String reason);

    /** A step of the run has told people of the role something, or has asked them. */
    void paged(UUID incident, String role);

    /** A step of the run has told people of the role that the trouble is over. */
    void told(UUID incident, String role);

    /** What a procedure's expressions can speak of. */
    Facts facts(UUID incident, Procedure procedure, List<Attempt> soFar);
}
