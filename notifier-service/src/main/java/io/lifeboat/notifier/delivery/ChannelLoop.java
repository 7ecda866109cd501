package io.lifeboat.notifier.delivery;

import io.lifeboat.notifier.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Claims one channel's due deliveries and attempts each on a thread of its own. Channels have a loop each, so that a slow one holds up nobody else. */
class ChannelLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(ChannelLoop.class);

    private final Channel channel;
    private final DeliveryQueue queue;
    private final Attempt attempt;
    private final DeliverySignal signal;
    private final Duration pollEvery;
    private final int parallel;
    private final Semaphore free;
    private volatile boolean stopped;

    ChannelLoop(
            Channel channel,
            DeliveryQueue queue,
            Attempt attempt,
            DeliverySignal signal,
            Duration pollEvery,
            int parallel) {
        this.channel = channel;
        this.queue = queue;
        this.attempt = attempt;
        this.signal = signal;
        this.pollEvery = pollEvery;
        this.parallel = parallel;
        this.free = new Semaphore(parallel);
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                long seen = signal.count();
                if (!startDue()) {
                    signal.await(seen, pollEvery);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts nothing more, and waits until what has begun is recorded. Call {@link DeliverySignal#raise} after it. */
    void stop() {
        stopped = true;
    }

    void awaitIdle(Duration atMost) throws InterruptedException {
        if (!free.tryAcquire(parallel, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("%s still sends; what it sends now may go out again under the same Message-ID", channel.id());
        }
    }

    /** Whether there was any. */
    private boolean startDue() throws InterruptedException {
        free.acquire();
        int slots = 1 + free.drainPermits();
        int started = 0;
        try {
            List<Claim> claims = queue.claim(channel.id(), slots);
            for (Claim claim : claims) {
                Thread.ofVirtual().name("deliver-" + channel.id().label()).start(() -> attempt(claim));
                started++;
            }
        } catch (RuntimeException e) {
            LOG.warnf("deliveries by %s wait: %s", channel.id(), e.getMessage());
        } finally {
            free.release(slots - started);
        }
        return started > 0;
    }

    private void attempt(Claim claim) {
        try {
            attempt.run(claim, channel);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "page %s on %s is attempted again when its claim lapses: %s",
                    claim.page().page(), claim.channel(), e);
        } finally {
            free.release();
        }
    }
}
