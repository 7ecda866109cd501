package io.lifeboat.sandbox.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the engine sends an order now. */
final class TradingPolicy {

    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(300);

    private final String host;

    TradingPolicy(String host) {
        this.host = host;
    }

    sealed interface Decision {
        record Trade(long epoch) implements Decision {}

        record Wait() implements Decision {}

        record Observe(String reason) implements Decision {}
    }

    Decision decide(Optional<Authority> authority, Instant lastOrder, Instant now) {
        if (authority.isEmpty()) {
            return new Decision.Observe("no authority has been granted yet");
        }
        Authority granted = authority.get();
        if (!granted.holder().equals(host)) {
            return new Decision.Observe("epoch " + granted.epoch() + " belongs to " + granted.holder());
        }
        if (!granted.mayTrade()) {
            return new Decision.Observe("epoch " + granted.epoch() + " is not reconciled yet");
        }
        return lastOrder.plus(BETWEEN_ORDERS).isAfter(now) ? new Decision.Wait() : new Decision.Trade(granted.epoch());
    }
}
