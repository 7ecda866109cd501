package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.ManualAction;
import jakarta.enterprise.context.ApplicationScoped;

/** A person does it. */
@ApplicationScoped
class ManualExecutor implements ActionExecutor<ManualAction> {

    @Override
    public Class<ManualAction> kind() {
        return ManualAction.class;
    }

    @Override
    public ActionOutcome execute(ManualAction action, ActionContext context) {
        return new ActionOutcome.NeedsHuman(action.role(), action.question());
    }
}
