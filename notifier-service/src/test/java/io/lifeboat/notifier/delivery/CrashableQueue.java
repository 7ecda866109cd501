package io.lifeboat.notifier.delivery;

import io.lifeboat.notifier.channel.ChannelId;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The real queue, but the process can be "killed" after a page is sent and before that is recorded. */
@Alternative
@Priority(1)
@ApplicationScoped
public class CrashableQueue implements DeliveryQueue {

    private final PostgresDeliveryQueue queue;
    private final AtomicInteger crashes = new AtomicInteger();
    private volatile @Nullable UUID crashing;

    CrashableQueue(PostgresDeliveryQueue queue) {
        this.queue = queue;
    }

    /** No outcome of this page is recorded until {@link #restart}. */
    public void crashAtRecordOf(UUID page) {
        crashes.set(0);
        crashing = page;
    }

    public int crashes() {
        return crashes.get();
    }

    /** What a new process does first. */
    public void restart() {
        crashing = null;
        queue.releaseOwn();
    }

    @Override
    public List<Claim> claim(ChannelId channel, int limit) {
        return queue.claim(channel, limit);
    }

    @Override
    public void record(Claim claim, DeliveryDecision decision) {
        if (claim.page().page().equals(crashing)) {
            crashes.incrementAndGet();
            throw new KilledError();
        }
        queue.record(claim, decision);
    }

    @Override
    public void releaseOwn() {
        queue.releaseOwn();
    }

    /** No exception, so that nothing handles it: the thread ends as in a kill. */
    private static final class KilledError extends Error {}
}
