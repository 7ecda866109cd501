package io.lifeboat.catalog.action;

/**
 * Takes the authority to trade from whoever has it: the order gateway refuses every order below the next epoch, and has
 * said so when it was asked again. Not confirmed is not done.
 *
 * @param engine the component that trades
 */
public record FenceAction(String engine) implements Action {}
