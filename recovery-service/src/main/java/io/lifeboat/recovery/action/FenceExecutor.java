package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.FenceAction;
import io.lifeboat.recovery.authority.AuthorityLedger;
import io.lifeboat.recovery.authority.AuthorityRefusedException;
import io.lifeboat.recovery.gateway.Gateway;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/**
 * Fences the engine: the epoch is taken first, then the gateway is told, then it is asked what it takes. Only that last
 * answer confirms the fence.
 */
@ApplicationScoped
class FenceExecutor implements ActionExecutor<FenceAction> {

    private final AuthorityLedger ledger;
    private final Gateway gateway;

    FenceExecutor(AuthorityLedger ledger, Gateway gateway) {
        this.ledger = ledger;
        this.gateway = gateway;
    }

    @Override
    public Class<FenceAction> kind() {
        return FenceAction.class;
    }

    @Override
    public ActionOutcome execute(FenceAction action, ActionContext context) throws InterruptedException {
        String engine = action.engine();
        try {
            long epoch = ledger.beginFence(engine, context.run());
            gateway.refuseBelow(engine, epoch);
            long lowest = gateway.lowestEpoch(engine);
            if (lowest > epoch) {
                epoch = ledger.raiseFence(engine, context.run(), lowest);
                gateway.refuseBelow(engine, epoch);
                lowest = gateway.lowestEpoch(engine);
            }
            if (lowest < epoch) {
                return new ActionOutcome.Failed("the fence is not confirmed: the order gateway still takes epoch "
                        + lowest + ", and must take none below " + epoch);
            }
            ledger.fenced(engine, context.run(), epoch);
            return ActionOutcome.Succeeded.reading(
                    "confirmed: the order gateway takes no order below epoch " + epoch, String.valueOf(epoch));
        } catch (AuthorityRefusedException e) {
            return new ActionOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ActionOutcome.Failed("the fence is not confirmed: " + e.getMessage());
        }
    }
}
