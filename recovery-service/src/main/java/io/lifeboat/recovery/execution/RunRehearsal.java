package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.recovery.action.ActionOutcome;
import io.lifeboat.recovery.procedure.Decision.Act;
import io.lifeboat.recovery.procedure.Decision.Start;
import io.lifeboat.recovery.procedure.ProcedureJson;
import io.lifeboat.recovery.procedure.RunPlanner;
import io.lifeboat.recovery.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Goes through the first steps of a run in a transaction that its caller rolls back: nothing is done, only the code is warm. */
@ApplicationScoped
public class RunRehearsal {

    private final Runs runs;
    private final RunRows rows;
    private final Attempts attempts;
    private final Timeline timeline;
    private final Clock clock;

    RunRehearsal(Runs runs, RunRows rows, Attempts attempts, Timeline timeline, Clock clock) {
        this.runs = runs;
        this.rows = rows;
        this.attempts = attempts;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** Within the caller's transaction. */
    public void rehearse(UUID run, UUID incident) {
        Ownership ownership = runs.first(run, incident);
        rows.flush();
        Procedure procedure = ProcedureJson.read(rows.findById(run).pinned);
        if (RunPlanner.next(procedure, List.of(), clock.instant()) instanceof Act act
                && act.tasks().getFirst() instanceof Start start) {
            attempts.beginWithin(ownership, start.key(), start.number());
            attempts.endWithin(
                    ownership, start.key(), start.number(), new ActionOutcome.Succeeded("rehearsed"), "continue");
        }
        RunPlanner.next(procedure, attempts.progress(ownership).attempts(), clock.instant());
        timeline.flush();
    }
}
