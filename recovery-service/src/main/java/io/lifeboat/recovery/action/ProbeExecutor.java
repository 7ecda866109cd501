package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.Step.ProbeAction;
import io.lifeboat.catalog.Step.Verify;
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
        return ask(action.probe(), action.equals());
    }

    /** Whether an act took place. None if that can't be found out. */
    public Optional<ActionOutcome> verify(Verify verify) {
        ActionOutcome outcome = ask(verify.probe(), verify.equals());
        return outcome instanceof ActionOutcome.Unknown ? Optional.empty() : Optional.of(outcome);
    }

    private ActionOutcome ask(String id, @Nullable String equals) {
        ProbeSpec probe = catalog.probes().get(id);
        if (probe == null) {
            return new ActionOutcome.Failed("the catalog has no probe '" + id + "' any more");
        }
        return switch (probes.run(probe)) {
            case ProbeResult.Healthy healthy
            when equals == null || equals.equals(healthy.value()) -> new ActionOutcome.Succeeded(healthy.detail());
            case ProbeResult.Healthy healthy ->
                new ActionOutcome.Failed("it is '" + healthy.value() + "', not '" + equals + "'");
            case ProbeResult.Unhealthy unhealthy -> new ActionOutcome.Failed(unhealthy.detail());
            case ProbeResult.Unasked unasked -> new ActionOutcome.Unknown(unasked.detail());
        };
    }
}
