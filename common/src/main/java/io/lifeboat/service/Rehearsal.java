package io.lifeboat.service;

import org.jboss.logging.Logger;

/**
 * Plays a service's first event before it comes, so that it finds warm code: the first incident after a start is the one
 * that must not wait. Beside the service's work; what goes wrong only costs the head start.
 */
public final class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    /** Often enough that the JVM has compiled what is called once an event. */
    private static final int ROUNDS = 40;

    private Rehearsal() {}

    /** @param round must leave nothing behind */
    public static void start(Runnable round) {
        Thread.ofPlatform().name("rehearsal").daemon().start(() -> {
            try {
                for (int i = 0; i < ROUNDS; i++) {
                    round.run();
                }
                LOG.debug("rehearsed");
            } catch (RuntimeException e) {
                LOG.warnf("the rehearsal has failed, so the first event is slower: %s", e.getMessage());
            }
        });
    }
}
