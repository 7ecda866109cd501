package io.lifeboat.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which host's engine may trade. Whoever holds a lower epoch must not send another order, and the order gateway must
 * refuse it.
 *
 * @param engine the component that trades, by its id in the catalog
 * @param holder the host that may run it; {@code nobody} while it is fenced
 * @param epoch only ever rises
 * @param observeOnly true while the holder may run and not send an order yet; none is false
 */
public record AuthorityGranted(
        String engine,
        String holder,
        long epoch,
        Instant at,
        String reason,
        @Nullable Boolean observeOnly) implements Event {

    /** With the right to trade. */
    public AuthorityGranted(String engine, String holder, long epoch, Instant at, String reason) {
        this(engine, holder, epoch, at, reason, null);
    }

    public boolean mayTrade() {
        return !Boolean.TRUE.equals(observeOnly);
    }

    @Override
    public String key() {
        return engine;
    }
}
