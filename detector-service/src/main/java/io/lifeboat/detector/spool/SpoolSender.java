package io.lifeboat.detector.spool;

import io.lifeboat.detector.spool.Spool.Waiting;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.Event;
import io.lifeboat.event.UndecodableEventException;
import io.lifeboat.messaging.EventSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends what waits, one after the other, each until the broker has it. */
public final class SpoolSender implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SpoolSender.class);
    private static final Duration LOOKS_UP_EVERY = Duration.ofMillis(200);
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(20);
    private static final Duration SHORTEST_BACKOFF = Duration.ofMillis(50);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

    private final Spool spool;
    private final EventSender sender;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("spool").daemon().unstarted(this::run);
    private volatile @Nullable Instant awaySince;

    public SpoolSender(Spool spool, EventSender sender, Clock clock) {
        this.spool = spool;
        this.sender = sender;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    /** Since when Kafka has taken nothing, if it does not. */
    public Optional<Instant> awaySince() {
        return Optional.ofNullable(awaySince);
    }

    @Override
    public void close() throws InterruptedException {
        // Not by interrupting: that would close the spool's files under the one who appends.
        stopped.countDown();
        thread.join(Duration.ofSeconds(2));
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                Optional<Waiting> waiting = spool.next(LOOKS_UP_EVERY);
                if (waiting.isPresent()) {
                    deliver(waiting.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Waiting waiting) throws InterruptedException {
        Envelope<Event> envelope;
        try {
            envelope = EnvelopeJson.read(waiting.text());
        } catch (UndecodableEventException e) {
            LOG.errorf("an event of the spool is dropped, because it is none: %s: %s", e.getMessage(), waiting.text());
            spool.acknowledge(waiting);
            return;
        }
        Duration backoff = SHORTEST_BACKOFF;
        while (!sent(envelope)) {
            if (stopped.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            Duration longer = backoff.multipliedBy(2);
            backoff = longer.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : longer;
        }
        spool.acknowledge(waiting);
    }

    private boolean sent(Envelope<Event> envelope) throws InterruptedException {
        try {
            sender.send(envelope).toCompletableFuture().get(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (awaySince != null) {
                LOG.infof("Kafka is back; %d more events wait", spool.size() - 1);
                awaySince = null;
            }
            return true;
        } catch (ExecutionException e) {
            away(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            away("no answer within " + ACKNOWLEDGED_WITHIN.toSeconds() + " s");
        } catch (RuntimeException e) {
            away(e.toString());
        }
        return false;
    }

    private void away(String reason) {
        if (awaySince == null) {
            awaySince = clock.instant();
            LOG.warnf("Kafka does not take events, and they wait in the spool: %s", reason);
        }
    }
}
