package io.lifeboat.notifier.delivery;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.notifier.channel.Channel;
import io.lifeboat.notifier.channel.DeliveryOutcome;
import io.lifeboat.notifier.channel.DeliveryOutcome.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** One claimed delivery: sent, judged, recorded. */
class Attempt {

    private static final Logger LOG = Logger.getLogger(Attempt.class);
    private static final Duration RECORD_AGAIN_AFTER = Duration.ofMillis(200);

    private final DeliveryQueue queue;
    private final Catalog catalog;
    private final RetryPolicy policy;
    private final DeliveryListener listener;
    private final Clock clock;

    Attempt(DeliveryQueue queue, Catalog catalog, RetryPolicy policy, DeliveryListener listener, Clock clock) {
        this.queue = queue;
        this.catalog = catalog;
        this.policy = policy;
        this.listener = listener;
        this.clock = clock;
    }

    void run(Claim claim, Channel channel) {
        DeliveryOutcome outcome = deliver(claim, channel);
        DeliveryDecision decision = policy.decide(outcome, claim.attempt(), claim.arrivedAt(), clock.instant());
        record(claim, decision);
        listener.decided(claim, decision, clock.instant());
    }

    private DeliveryOutcome deliver(Claim claim, Channel channel) {
        try {
            return channel.deliver(Addressing.message(claim.messageId(), claim.page(), catalog.contacts()));
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "page %s on %s failed in Lifeboat itself", claim.page().page(), claim.channel());
            return new Refused(true, "a fault in Lifeboat: " + e);
        }
    }

    /** While the database is away, for as long as the claim is ours: an acceptance that is not recorded is a page that goes out twice. */
    private void record(Claim claim, DeliveryDecision decision) {
        while (true) {
            try {
                queue.record(claim, decision);
                return;
            } catch (RuntimeException e) {
                Instant next = clock.instant().plus(RECORD_AGAIN_AFTER);
                LOG.warnf(
                        "the outcome of page %s on %s is not recorded: %s",
                        claim.page().page(), claim.channel(), e.getMessage());
                if (next.isAfter(claim.until()) || !pause()) {
                    throw e;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECORD_AGAIN_AFTER.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
