package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.WaitAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** A timer that is on the record, so that a restart does not begin it anew. */
@ApplicationScoped
class WaitExecutor implements ActionExecutor<WaitAction> {

    private final Clock clock;

    WaitExecutor(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<WaitAction> kind() {
        return WaitAction.class;
    }

    @Override
    public ActionOutcome execute(WaitAction action, ActionContext context) {
        return new ActionOutcome.Later(clock.instant().plus(action.forTime()));
    }
}
