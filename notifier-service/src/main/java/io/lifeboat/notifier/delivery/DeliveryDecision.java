package io.lifeboat.notifier.delivery;

import java.time.Instant;

/** What happens to a delivery after an attempt. */
sealed interface DeliveryDecision {

    record Accept(String receipt) implements DeliveryDecision {}

    record Retry(Instant at, String reason) implements DeliveryDecision {}

    record GiveUp(String reason) implements DeliveryDecision {}
}
