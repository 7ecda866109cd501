package io.lifeboat.service;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Plays a service's first event before it comes, so that it finds warm code: the first incident after a start is the one
 * that must not wait. Beside the service's work; what goes wrong only costs the head start.
 */
@ApplicationScoped
public class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    /** Often enough that the JVM has compiled what is called once an event. */
    private static final int ROUNDS = 40;

    private volatile boolean stopped;

    /** @param round must leave nothing behind */
    public void start(Runnable round) {
        Thread.ofPlatform().name("rehearsal").daemon().start(() -> play(round));
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void play(Runnable round) {
        try {
            for (int i = 0; i < ROUNDS && !stopped; i++) {
                round.run();
            }
        } catch (RuntimeException e) {
            if (!stopped) {
                LOG.warnf("the rehearsal has failed, so the first event is slower: %s", e.getMessage());
            }
        }
    }
}
