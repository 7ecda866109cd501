package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.Action;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Finds the executor of a step. */
@ApplicationScoped
public class Actions {

    private static final Logger LOG = Logger.getLogger(Actions.class);

    /** An executor keeps to its step's timeout by itself, and says more about it than this can. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Map<Class<?>, ActionExecutor<?>> executors = new HashMap<>();

    Actions(@Any Instance<ActionExecutor<?>> executors) {
        executors.forEach(executor -> this.executors.put(executor.kind(), executor));
        for (Class<?> kind : Action.class.getPermittedSubclasses()) {
            if (!this.executors.containsKey(kind)) {
                throw new IllegalStateException("nothing executes a " + kind.getSimpleName());
            }
        }
    }

    /** Never throws for what the act does: an executor that breaks leaves an outcome like any other. */
    public ActionOutcome execute(ActionContext context) throws InterruptedException {
        Duration within = context.step().timeout().plus(GRACE);
        try {
            return TimeLimit.call(within, () -> execute(context.step().action(), context))
                    .orElseGet(() -> uncertain(context, "no end within " + within.toSeconds() + " s"));
        } catch (RuntimeException e) {
            LOG.errorf(e, "step %s", context.step().name());
            return uncertain(context, "an error in Lifeboat itself: " + e);
        }
    }

    private static ActionOutcome uncertain(ActionContext context, String reason) {
        return context.step().effect() == Step.Effect.IDEMPOTENT
                ? new ActionOutcome.Failed(reason)
                : new ActionOutcome.Unknown(reason);
    }

    @SuppressWarnings("unchecked")
    private <A extends Action> ActionOutcome execute(A action, ActionContext context) throws InterruptedException {
        return ((ActionExecutor<A>) Objects.requireNonNull(executors.get(action.getClass()))).execute(action, context);
    }
}
