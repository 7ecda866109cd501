package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.FenceAction;
import io.lifeboat.recovery.authority.AuthorityLedger;
import io.lifeboat.recovery.authority.AuthorityRefusedException;
import io.lifeboat.recovery.gateway.Gateway;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Fences the engine, the order path first: the epoch is taken, the gateway is told, and then it is asked what it takes.
 * Where the plan names a deployment as well it is scaled down after that, and must be gone. Only all of it confirms the
 * fence.
 */
@ApplicationScoped
class FenceExecutor implements ActionExecutor<FenceAction> {

    private final AuthorityLedger ledger;
    private final Gateway gateway;
    private final Cluster cluster;

    FenceExecutor(AuthorityLedger ledger, Gateway gateway, Cluster cluster) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.cluster = cluster;
    }

    @Override
    public Class<FenceAction> kind() {
        return FenceAction.class;
    }

    @Override
    public ActionOutcome execute(FenceAction action, ActionContext context) throws InterruptedException {
        String engine = action.engine();
        long begun = System.nanoTime();
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
            String gone = "";
            FenceAction.Deployment besides = action.scaledToZero();
            if (besides != null) {
                Optional<String> otherwise =
                        scaleToZero(besides, context.step().timeout().minusNanos(System.nanoTime() - begun));
                if (otherwise.isPresent()) {
                    return new ActionOutcome.Failed("the fence is not confirmed: the order gateway takes no order below"
                            + " epoch " + epoch + ", but " + otherwise.get());
                }
                gone = ", and " + besides.name() + " has no pod left";
            }
            ledger.fenced(engine, context.run(), epoch);
            return ActionOutcome.Succeeded.reading(
                    "confirmed: the order gateway takes no order below epoch " + epoch + gone, String.valueOf(epoch));
        } catch (AuthorityRefusedException e) {
            return new ActionOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ActionOutcome.Failed("the fence is not confirmed: " + e.getMessage());
        }
    }

    /** What is otherwise; none if it is gone. */
    private Optional<String> scaleToZero(FenceAction.Deployment besides, Duration within) throws InterruptedException {
        try {
            return cluster.call(
                    client -> new Scaling(client, besides.namespace(), "deployment/" + besides.name()).to(0, within));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
