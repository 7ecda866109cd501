package io.lifeboat.notifier.delivery;

import java.time.Instant;

/** Hears of every attempt's end, once it is recorded. */
interface DeliveryListener {

    void decided(Claim claim, DeliveryDecision decision, Instant now);
}
