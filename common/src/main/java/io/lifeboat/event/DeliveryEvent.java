package io.lifeboat.event;

import java.time.Instant;
import java.util.UUID;

/** What became of a page on one channel. Keyed by incident. */
public sealed interface DeliveryEvent extends Event {

    UUID page();

    UUID incident();

    String role();

    /** {@code email} or {@code webhook}. */
    String channel();

    /** The first is 1. */
    int attempt();

    Instant at();

    @Override
    default String key() {
        return incident().toString();
    }

    /** @param receipt what the provider answered: the Message-ID, or the webhook's status */
    record Accepted(UUID page, UUID incident, String role, String channel, int attempt, String receipt, Instant at)
            implements DeliveryEvent {}

    /** This attempt did not work; the next is at {@code retryAt}. */
    record Deferred(
            UUID page,
            UUID incident,
            String role,
            String channel,
            int attempt,
            String reason,
            Instant retryAt,
            Instant at)
            implements DeliveryEvent {}

    /** There will be no further attempt. */
    record Failed(UUID page, UUID incident, String role, String channel, int attempt, String reason, Instant at)
            implements DeliveryEvent {}
}
