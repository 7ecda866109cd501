package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.ApproveAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Asks people whether the run may go on. */
@ApplicationScoped
class ApproveExecutor implements ActionExecutor<ApproveAction> {

    private final Clock clock;

    ApproveExecutor(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<ApproveAction> kind() {
        return ApproveAction.class;
    }

    @Override
    public ActionOutcome execute(ApproveAction action, ActionContext context) {
        return new ActionOutcome.NeedsApproval(
                action.role(),
                action.question(),
                action.people(),
                clock.instant().plus(action.expires()));
    }
}
