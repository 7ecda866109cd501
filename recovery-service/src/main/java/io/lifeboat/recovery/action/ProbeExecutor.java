package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Verify;
import io.lifeboat.catalog.action.ProbeAction;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.probe.ProbeRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question to the bot, with the detector's own probe. */
@ApplicationScoped
public class ProbeExecutor implements ActionExecutor<ProbeAction> {

    private final Catalog catalog;
    private final ProbeRunner probes;

    ProbeExecutor(Catalog catalog, ProbeRunner probes) {
        this.catalog = catalog;
        this.probes = probes;
    }

    @Override
    public Class<ProbeAction> kind() {
        return ProbeAction.class;
    }

    @Override
    public ActionOutcome execute(ProbeAction action, ActionContext context) {
        return ask(action, context.step());
    }

    /** Whether an act took place. None if that can't be found out: only a bot that answers can say no. */
    public Optional<ActionOutcome> verify(Verify verify) {
        ProbeSpec probe = catalog.probes().get(verify.probe());
        if (probe == null) {
            return Optional.empty();
        }
        return switch (probes.run(probe)) {
            case ProbeResult.Healthy healthy -> Optional.of(judge(healthy, verify.equals()));
            case ProbeResult.Unhealthy unhealthy
            when unhealthy.value() == null || unhealthy.value().isBlank() -> Optional.empty();
            case ProbeResult.Unhealthy unhealthy -> Optional.of(new ActionOutcome.Failed(unhealthy.detail()));
            case ProbeResult.Unasked unasked -> Optional.empty();
        };
    }

    private ActionOutcome ask(ProbeAction action, Step step) {
        ProbeSpec probe = catalog.probes().get(action.probe());
        if (probe == null) {
            return unasked(step, "the catalog has no probe '" + action.probe() + "' any more");
        }
        return switch (probes.run(probe)) {
            case ProbeResult.Healthy healthy
            when !action.healthy() -> new ActionOutcome.Failed("it is well: " + healthy.detail());
            case ProbeResult.Healthy healthy -> judge(healthy, action.equals());
            case ProbeResult.Unhealthy unhealthy
            when !action.healthy() -> new ActionOutcome.Succeeded(unhealthy.detail());
            case ProbeResult.Unhealthy unhealthy -> new ActionOutcome.Failed(unhealthy.detail());
            case ProbeResult.Unasked unasked -> unasked(step, unasked.detail());
        };
    }

    /** A trouble of our own says nothing about the bot: where the answer decides anything, a person must. */
    private static ActionOutcome unasked(Step step, String reason) {
        return step.onFailure() instanceof Step.Continue
                ? new ActionOutcome.Failed("it could not be asked: " + reason)
                : new ActionOutcome.Unknown("it could not be asked: " + reason);
    }

    private static ActionOutcome judge(ProbeResult.Healthy healthy, @Nullable String equals) {
        return equals == null || equals.equals(healthy.value())
                ? ActionOutcome.Succeeded.reading(healthy.detail(), healthy.value())
                : new ActionOutcome.Failed("it is '" + healthy.value() + "', not '" + equals + "'");
    }
}
