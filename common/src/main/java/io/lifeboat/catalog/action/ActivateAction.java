package io.lifeboat.catalog.action;

/**
 * Gives the authority to trade to a host, under the epoch of the run's own confirmed fence, and runs the host's script.
 * The engine only observes until the reconciliation has passed.
 *
 * @param run the command; it gets {@code LIFEBOAT_EPOCH}
 */
public record ActivateAction(String engine, String host, String run) implements Action {}
