package io.lifeboat.notifier.delivery;

import io.lifeboat.notifier.channel.DeliveryOutcome;
import io.lifeboat.notifier.channel.DeliveryOutcome.Accepted;
import io.lifeboat.notifier.channel.DeliveryOutcome.Refused;
import io.lifeboat.notifier.delivery.DeliveryDecision.Accept;
import io.lifeboat.notifier.delivery.DeliveryDecision.GiveUp;
import io.lifeboat.notifier.delivery.DeliveryDecision.Retry;
import java.time.Duration;
import java.time.Instant;

/**
 * How stubborn a delivery is.
 *
 * @param first the wait after the first attempt; each further one is twice as long
 * @param longest no wait is longer
 * @param giveUpAfter from the page's arrival: no attempt begins later
 */
record RetryPolicy(Duration first, Duration longest, Duration giveUpAfter) {

    private static final int LONGEST_SHIFT = 30;

    /**
     * @param attempt the number of the attempt that has this outcome, from 1
     * @param arrivedAt when the page was taken
     */
    DeliveryDecision decide(DeliveryOutcome outcome, int attempt, Instant arrivedAt, Instant now) {
        return switch (outcome) {
            case Accepted accepted -> new Accept(accepted.receipt());
            case Refused refused when !refused.retryable() -> new GiveUp(refused.reason());
            case Refused refused -> again(refused.reason(), attempt, arrivedAt, now);
        };
    }

    private DeliveryDecision again(String reason, int attempt, Instant arrivedAt, Instant now) {
        Instant at = now.plus(wait(attempt));
        return at.isAfter(arrivedAt.plus(giveUpAfter))
                ? new GiveUp("not accepted within %s; last: %s".formatted(giveUpAfter, reason))
                : new Retry(at, reason);
    }

    private Duration wait(int attempt) {
        Duration wait = first.multipliedBy(1L << Math.clamp(attempt - 1L, 0, LONGEST_SHIFT));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
