package io.lifeboat.recovery.gateway;

import java.io.IOException;

/** What stands between the engines and the broker. Thread-safe. */
public interface Gateway {

    /**
     * Refuse every order below this epoch, from now on and for good. Asked twice, it is as good as once; a lower epoch
     * than before changes nothing.
     *
     * @throws IOException if it is not known whether it will
     */
    void refuseBelow(String engine, long epoch) throws IOException, InterruptedException;

    /**
     * The lowest epoch whose orders it takes.
     *
     * @throws IOException if it does not say
     */
    long lowestEpoch(String engine) throws IOException, InterruptedException;

    /**
     * What the broker holds for the engine's account.
     *
     * @throws IOException if any part of it is missing: that is unknown, and not flat
     */
    Holdings holdings(String engine) throws IOException, InterruptedException;
}
