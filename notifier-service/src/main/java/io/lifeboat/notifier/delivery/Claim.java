package io.lifeboat.notifier.delivery;

import io.lifeboat.notifier.channel.ChannelId;
import io.lifeboat.notifier.page.Page;
import java.time.Instant;
import java.util.UUID;

/**
 * A delivery that this replica, and no other, attempts now.
 *
 * @param delivery the row
 * @param attempt the first is 1; an attempt that a crash has cut short counts
 * @param arrivedAt when the page was taken
 * @param until when the claim lapses and another replica may attempt it
 */
record Claim(
        UUID delivery, Page page, ChannelId channel, String messageId, int attempt, Instant arrivedAt, Instant until) {}
