package io.lifeboat.notifier.delivery;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.notifier.NotifierConfig;
import io.lifeboat.notifier.channel.Channel;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Runs a loop for each channel while the service runs. */
@ApplicationScoped
class DeliverySender {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final DeliveryQueue queue;
    private final DeliverySignal signal;
    private final List<ChannelLoop> loops;

    DeliverySender(
            DeliveryQueue queue,
            DeliverySignal signal,
            Catalog catalog,
            DeliveryListener listener,
            Clock clock,
            NotifierConfig config,
            @All List<Channel> channels) {
        this.queue = queue;
        this.signal = signal;
        RetryPolicy policy = new RetryPolicy(config.firstRetry(), config.longestRetry(), config.giveUpAfter());
        Attempt attempt = new Attempt(queue, catalog, policy, listener, clock);
        this.loops = channels.stream()
                .map(channel -> new ChannelLoop(channel, queue, attempt, signal, config.pollEvery(), config.parallel()))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        queue.releaseOwn();
        loops.forEach(loop -> Thread.ofVirtual().name("deliveries").start(loop));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loops.forEach(ChannelLoop::stop);
        signal.raise();
        for (ChannelLoop loop : loops) {
            loop.awaitIdle(STOP_WITHIN);
        }
    }
}
