package io.lifeboat.recovery.execution;

import io.lifeboat.recovery.procedure.Attempt;
import io.lifeboat.recovery.procedure.Decision;
import io.lifeboat.recovery.procedure.Decision.Start;
import io.lifeboat.recovery.procedure.Facts;
import java.util.List;

/** What is next in a run, once all that came before is on the record. */
sealed interface Turn {

    /**
     * The intent of one step is on the record: act.
     *
     * @param failures how often the step has failed before, in this pass
     */
    record Begun(Start start, int failures, Facts facts) implements Turn {}

    /** Nothing is begun. */
    record Decided(Decision decision, List<Attempt> soFar) implements Turn {
        public Decided {
            soFar = List.copyOf(soFar);
        }
    }

    /** The run has ended, and that is on the record. */
    record Over() implements Turn {}
}
