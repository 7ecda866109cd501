package io.lifeboat.notifier.delivery;

import io.lifeboat.event.EventIds;
import io.lifeboat.notifier.channel.Channel;
import io.lifeboat.notifier.channel.ChannelId;
import io.lifeboat.notifier.page.Page;
import io.lifeboat.notifier.page.PageSink;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Notes down, with the page, on which channels it is to go out. */
@ApplicationScoped
class Deliveries implements PageSink {

    private final DeliveryRows rows;
    private final DeliverySignal signal;
    private final Clock clock;
    private final List<ChannelId> channels;

    Deliveries(DeliveryRows rows, DeliverySignal signal, Clock clock, @All List<Channel> channels) {
        this.rows = rows;
        this.signal = signal;
        this.clock = clock;
        this.channels =
                channels.stream().filter(Channel::configured).map(Channel::id).toList();
    }

    @Override
    public void take(Page page) {
        channels.forEach(channel -> rows.persist(delivery(page, channel)));
    }

    @Override
    public void committed() {
        signal.raise();
    }

    private DeliveryEntity delivery(Page page, ChannelId channel) {
        return new DeliveryEntity(
                EventIds.deterministic(page.id().toString(), channel.label()),
                page.id(),
                channel,
                Addressing.messageId(page.id(), channel.label()),
                clock.instant());
    }
}
