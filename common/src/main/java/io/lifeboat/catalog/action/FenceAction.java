package io.lifeboat.catalog.action;

import org.jspecify.annotations.Nullable;

/**
 * Takes the authority to trade from whoever has it: the order gateway refuses every order below the next epoch, and has
 * said so when it was asked again. Not confirmed is not done.
 *
 * @param engine the component that trades
 * @param scaledToZero what must besides be gone from a cluster, and is scaled down once the gateway has confirmed; none:
 *     the gateway's word is all
 */
public record FenceAction(String engine, @Nullable Deployment scaledToZero) implements Action {

    public record Deployment(String namespace, String name) {}

    public FenceAction(String engine) {
        this(engine, null);
    }
}
