package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.recovery.authority.AuthorityLedger;
import io.lifeboat.recovery.authority.AuthorityRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Gives the authority to a host and starts its engine, which observes until the reconciliation has passed. */
@ApplicationScoped
class ActivateExecutor implements ActionExecutor<ActivateAction> {

    private final AuthorityLedger ledger;
    private final Shell shell;

    ActivateExecutor(AuthorityLedger ledger, Shell shell) {
        this.ledger = ledger;
        this.shell = shell;
    }

    @Override
    public Class<ActivateAction> kind() {
        return ActivateAction.class;
    }

    @Override
    public ActionOutcome execute(ActivateAction action, ActionContext context) throws InterruptedException {
        long epoch;
        try {
            epoch = ledger.activate(action.engine(), context.run(), action.host());
        } catch (AuthorityRefusedException e) {
            return new ActionOutcome.Failed("nothing is activated: " + e.getMessage());
        }
        return shell.run(
                action.host(),
                action.run(),
                null,
                Map.of("LIFEBOAT_EPOCH", String.valueOf(epoch), "LIFEBOAT_ENGINE", action.engine()),
                context);
    }
}
