package io.lifeboat.notifier.delivery;

import io.lifeboat.notifier.NotifierMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Counts and tells what has become of each attempt. */
@ApplicationScoped
class DeliveryMetrics implements DeliveryListener {

    private static final Logger LOG = Logger.getLogger(DeliveryMetrics.class);

    private final NotifierMetrics metrics;

    DeliveryMetrics(NotifierMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void decided(Claim claim, DeliveryDecision decision, Instant now) {
        String channel = claim.channel().label();
        switch (decision) {
            case DeliveryDecision.Accept accept -> {
                metrics.accepted(channel, Duration.between(claim.page().raisedAt(), now));
                LOG.infof(
                        "page %s for %s accepted by %s at attempt %d",
                        claim.page().page(), claim.page().role(), channel, claim.attempt());
            }
            case DeliveryDecision.Retry retry -> {
                metrics.deferred(channel);
                LOG.warnf(
                        "page %s for %s waits for %s until %s (attempt %d): %s",
                        claim.page().page(), claim.page().role(), channel, retry.at(), claim.attempt(), retry.reason());
            }
            case DeliveryDecision.GiveUp giveUp -> {
                metrics.failed(channel);
                LOG.errorf(
                        "page %s for %s will not go out by %s: %s",
                        claim.page().page(), claim.page().role(), channel, giveUp.reason());
            }
        }
    }
}
