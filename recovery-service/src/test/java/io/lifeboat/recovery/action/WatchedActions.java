package io.lifeboat.recovery.action;

import jakarta.enterprise.inject.Instance;
import java.util.Set;

/** The real executors, with something that happens right before and right after each act, but for those that others watch. */
public final class WatchedActions {

    private WatchedActions() {}

    /** @param others the kinds of acts that are left alone */
    public static Actions of(Instance<ActionExecutor<?>> executors, Set<Class<?>> others, Runnable around) {
        return new Actions(executors) {
            @Override
            public ActionOutcome execute(ActionContext context) throws InterruptedException {
                if (others.contains(context.step().action().getClass())) {
                    return super.execute(context);
                }
                around.run();
                ActionOutcome outcome = super.execute(context);
                around.run();
                return outcome;
            }
        };
    }
}
