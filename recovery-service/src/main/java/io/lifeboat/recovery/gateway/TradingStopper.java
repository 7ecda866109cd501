package io.lifeboat.recovery.gateway;

import java.io.IOException;

/**
 * Makes an order gateway refuse whoever trades now, without knowing who that is: it needs no ledger, no database and no
 * service.
 */
public final class TradingStopper {

    /** What the first holder has, who was never fenced. */
    private static final long FIRST_EPOCH = 1;

    private TradingStopper() {}

    /**
     * One epoch above the lowest that it takes: whoever has the authority has it under one that the gateway was told of.
     *
     * @param atLeast what it shall at least refuse below; 0 where that is not known
     * @return the lowest epoch that it takes now, by its own word
     * @throws IOException if it is not known whether it refuses anything
     */
    public static long stop(Gateway gateway, String engine, long atLeast) throws IOException, InterruptedException {
        long next = Math.max(atLeast, Math.max(gateway.lowestEpoch(engine), FIRST_EPOCH) + 1);
        gateway.refuseBelow(engine, next);
        long lowest = gateway.lowestEpoch(engine);
        if (lowest < next) {
            throw new IOException(
                    "the order gateway still takes epoch " + lowest + ", and must take none below " + next);
        }
        return lowest;
    }
}
