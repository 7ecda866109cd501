package io.lifeboat.notifier.delivery;

import io.lifeboat.notifier.channel.ChannelId;
import java.util.List;

/** The deliveries that are due, on whatever keeps them. */
interface DeliveryQueue {

    /** At most {@code limit} of those due on this channel, oldest first. No two callers get the same one while its claim lasts. */
    List<Claim> claim(ChannelId channel, int limit);

    /** Keeps what has become of an attempt and publishes it, both or neither. Until then the claim stands. */
    void record(Claim claim, DeliveryDecision decision);

    /** Gives back what this replica had claimed before it was killed, so that nothing waits for a claim to lapse. */
    void releaseOwn();
}
