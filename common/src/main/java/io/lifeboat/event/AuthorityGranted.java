package io.lifeboat.event;

import java.time.Instant;

/**
 * Which host's engine may trade. Whoever holds a lower epoch must not send another order, and the order gateway must
 * refuse it.
 *
 * @param engine the component that trades, by its id in the catalog
 * @param holder the host that may run it
 * @param epoch only ever rises
 */
public record AuthorityGranted(String engine, String holder, long epoch, Instant at, String reason) implements Event {

    @Override
    public String key() {
        return engine;
    }
}
