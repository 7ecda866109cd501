package io.lifeboat.notifier.delivery;

import io.lifeboat.event.DeliveryEvent;
import io.lifeboat.messaging.Outbox;
import io.lifeboat.notifier.NotifierConfig;
import io.lifeboat.notifier.channel.ChannelId;
import io.lifeboat.notifier.page.Page;
import io.lifeboat.notifier.page.PageStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@ApplicationScoped
class PostgresDeliveryQueue implements DeliveryQueue {

    private final DeliveryRows rows;
    private final PageStore pages;
    private final Outbox outbox;
    private final Clock clock;
    private final String instance;
    private final Duration lease;

    PostgresDeliveryQueue(
            DeliveryRows rows,
            PageStore pages,
            Outbox outbox,
            Clock clock,
            NotifierConfig config,
            @ConfigProperty(name = "lifeboat.instance") String instance) {
        this.rows = rows;
        this.pages = pages;
        this.outbox = outbox;
        this.clock = clock;
        this.instance = instance;
        // Longer than an attempt can take, so that a claim lapses only when its owner is gone.
        this.lease = config.sendTimeout().multipliedBy(3);
    }

    @Override
    public List<Claim> claim(ChannelId channel, int limit) {
        return QuarkusTransaction.requiringNew().call(() -> claimWithin(channel, limit));
    }

    @Override
    public void record(Claim claim, DeliveryDecision decision) {
        QuarkusTransaction.requiringNew().run(() -> recordWithin(claim, decision));
    }

    @Override
    public void releaseOwn() {
        QuarkusTransaction.requiringNew().run(() -> rows.release(instance));
    }

    /** Within the caller's transaction. */
    List<Claim> claimWithin(ChannelId channel, int limit) {
        Instant now = clock.instant();
        Instant until = now.plus(lease);
        return rows.lockDue(channel, now, limit).stream()
                .map(row -> claim(row, until))
                .toList();
    }

    /** Within the caller's transaction. */
    void recordWithin(Claim claim, DeliveryDecision decision) {
        DeliveryEntity row = rows.findById(claim.delivery());
        if (row.state != DeliveryState.PENDING || row.attempts != claim.attempt()) {
            // The claim has lapsed and another replica goes on with it: its record counts.
            return;
        }
        Instant now = clock.instant();
        row.apply(decision, now);
        outbox.append(event(claim, decision, now));
    }

    private Claim claim(DeliveryEntity row, Instant until) {
        row.claim(instance, until);
        Page page = pages.find(row.page).orElseThrow();
        return new Claim(row.id, page, row.channel, row.messageId, row.attempts, row.createdAt, until);
    }

    private static DeliveryEvent event(Claim claim, DeliveryDecision decision, Instant now) {
        Page page = claim.page();
        String channel = claim.channel().label();
        return switch (decision) {
            case DeliveryDecision.Accept accept ->
                new DeliveryEvent.Accepted(
                        page.page(), page.incident(), page.role(), channel, claim.attempt(), accept.receipt(), now);
            case DeliveryDecision.Retry retry ->
                new DeliveryEvent.Deferred(
                        page.page(),
                        page.incident(),
                        page.role(),
                        channel,
                        claim.attempt(),
                        retry.reason(),
                        retry.at(),
                        now);
            case DeliveryDecision.GiveUp giveUp ->
                new DeliveryEvent.Failed(
                        page.page(), page.incident(), page.role(), channel, claim.attempt(), giveUp.reason(), now);
        };
    }
}
