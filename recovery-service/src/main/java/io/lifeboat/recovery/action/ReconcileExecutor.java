package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.action.ReconcileAction;
import io.lifeboat.recovery.authority.AuthorityLedger;
import io.lifeboat.recovery.authority.AuthorityRefusedException;
import io.lifeboat.recovery.gateway.Gateway;
import io.lifeboat.recovery.gateway.Holdings;
import io.lifeboat.recovery.gateway.Reconciliation;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Lets the engine trade when broker and engine hold the same. */
@ApplicationScoped
class ReconcileExecutor implements ActionExecutor<ReconcileAction> {

    private final AuthorityLedger ledger;
    private final Gateway gateway;
    private final HttpCalls calls;

    ReconcileExecutor(AuthorityLedger ledger, Gateway gateway, HttpCalls calls) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.calls = calls;
    }

    @Override
    public Class<ReconcileAction> kind() {
        return ReconcileAction.class;
    }

    @Override
    public ActionOutcome execute(ReconcileAction action, ActionContext context) throws InterruptedException {
        Holdings broker;
        Holdings engine;
        try {
            broker = gateway.holdings(action.engine());
        } catch (IOException e) {
            return new ActionOutcome.Failed(
                    "the broker's report is missing, which is unknown and not flat: " + e.getMessage(),
                    Fault.UNREACHABLE);
        }
        try {
            HttpCalls.Answer answer = calls.call(
                    "GET", action.engineReport(), null, null, context.step().timeout());
            if (!answer.good()) {
                return new ActionOutcome.Failed("the engine's report is missing: status " + answer.status());
            }
            engine = Holdings.read(answer.body());
        } catch (IOException e) {
            return new ActionOutcome.Failed("the engine's report is missing: " + e.getMessage(), Fault.UNREACHABLE);
        }
        return judge(action, context, Reconciliation.of(broker, engine, action.tolerance()));
    }

    private ActionOutcome judge(ReconcileAction action, ActionContext context, Reconciliation found) {
        return switch (found) {
            case Reconciliation.Differs differs ->
                new ActionOutcome.Failed("nothing trades: " + String.join("; ", differs.differences()));
            case Reconciliation.Agrees agrees -> {
                try {
                    ledger.reconciled(action.engine(), context.run());
                    yield new ActionOutcome.Succeeded(agrees.words());
                } catch (AuthorityRefusedException e) {
                    yield new ActionOutcome.Failed(String.valueOf(e.getMessage()));
                }
            }
        };
    }
}
