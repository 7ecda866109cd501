package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Step;

/** Does what one kind of step does. Blocks until it is done or the step's timeout is over. Thread-safe. */
public interface ActionExecutor<A extends Step.Action> {

    Class<A> kind();

    ActionOutcome execute(A action, ActionContext context) throws InterruptedException;
}
