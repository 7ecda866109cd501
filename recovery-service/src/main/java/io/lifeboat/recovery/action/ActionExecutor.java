package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.Action;

/** Does what one kind of step does. Blocks until it is done or the step's timeout is over. Thread-safe. */
public interface ActionExecutor<A extends Action> {

    Class<A> kind();

    ActionOutcome execute(A action, ActionContext context) throws InterruptedException;
}
