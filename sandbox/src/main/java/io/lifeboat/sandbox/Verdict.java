package io.lifeboat.sandbox;

/**
 * The broker's judgement of everything that has happened so far.
 *
 * @param epochOverlaps orders that were accepted under a lower epoch than one accepted before
 * @param ordersBetweenFenceAndReconcile orders that were accepted after a fence, before anybody had compared what is held
 * @param ordersLost orders that only one of broker and engine knows of, after the engine had time to reconcile
 */
public record Verdict(
        long ordersAccepted,
        long ordersRejected,
        long epochOverlaps,
        long ordersLost,
        long ordersBetweenFenceAndReconcile) {

    /** No two engines have traded at once and no order is lost. */
    public boolean good() {
        return epochOverlaps == 0 && ordersLost == 0 && ordersBetweenFenceAndReconcile == 0;
    }
}
