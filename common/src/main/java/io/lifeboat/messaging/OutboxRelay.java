package io.lifeboat.messaging;

import io.lifeboat.messaging.OutboxStore.Pending;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the outbox holds: in order per key, each row until the broker has acknowledged it. One replica relays
 * at a time. A crash between the acknowledgement and the mark publishes the event again under the same id.
 */
@ApplicationScoped
@IfBuildProperty(name = "lifeboat.outbox", stringValue = "postgresql")
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(20);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);
    private static final Duration FORGET_AFTER = Duration.ofDays(14);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final DataSource database;
    private final EventSender sender;
    private final OutboxSignal signal;
    private final Clock clock;
    private final String source;
    private final Thread thread =
            Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::run);
    private volatile boolean stopped;
    private volatile int lastPending;
    private volatile @Nullable String trouble;
    private Instant forgotAt = Instant.EPOCH;

    OutboxRelay(
            DataSource database,
            EventSender sender,
            OutboxSignal signal,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.sender = sender;
        this.signal = signal;
        this.clock = clock;
        this.source = "/lifeboat/" + service;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        signal.raise();
        thread.join(Duration.ofSeconds(5));
        thread.interrupt();
    }

    /** How many events the last look at the outbox has found, at most a batch. */
    int lastPending() {
        return lastPending;
    }

    /** Why the last batch did not go out; none if it did. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void run() {
        Duration backoff = Duration.ofMillis(50);
        while (!stopped) {
            try (OutboxStore store = new OutboxStore(database, source)) {
                while (!stopped) {
                    boolean progressed = store.lock() && relay(store);
                    backoff = Duration.ofMillis(50);
                    trouble = null;
                    if (!progressed) {
                        signal.await(POLL);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException | UnacknowledgedException | RuntimeException e) {
                trouble = e.getMessage();
                LOG.warnf("the outbox waits %d ms: %s", backoff.toMillis(), e.getMessage());
                backoff = pause(backoff);
            }
        }
    }

    /** Whether anything was published. */
    private boolean relay(OutboxStore store) throws SQLException, InterruptedException, UnacknowledgedException {
        forget(store);
        List<Pending> pending = store.pending(BATCH);
        lastPending = pending.size();
        OutboxBatch batch = new OutboxBatch(pending);
        UnacknowledgedException unacknowledged = null;
        for (List<Pending> wave = batch.nextWave(); !wave.isEmpty() && !stopped; wave = batch.nextWave()) {
            Map<Pending, CompletableFuture<Void>> sent = new LinkedHashMap<>();
            wave.forEach(one -> sent.put(one, sender.send(one.envelope()).toCompletableFuture()));
            List<Long> published = new ArrayList<>();
            for (Map.Entry<Pending, CompletableFuture<Void>> one : sent.entrySet()) {
                UnacknowledgedException failure = await(one.getValue(), store);
                if (failure == null) {
                    published.add(one.getKey().row());
                } else {
                    batch.hold(one.getKey());
                    unacknowledged = failure;
                }
            }
            store.markPublished(published, clock.instant());
        }
        if (unacknowledged != null) {
            throw unacknowledged;
        }
        return !pending.isEmpty();
    }

    private void forget(OutboxStore store) throws SQLException {
        Instant now = clock.instant();
        if (now.isAfter(forgotAt.plus(FORGET_EVERY))) {
            store.forgetBefore(now, FORGET_AFTER);
            forgotAt = now;
        }
    }

    /** Says to the database all the while that this relay is there. */
    private static @Nullable UnacknowledgedException await(CompletableFuture<Void> sent, OutboxStore store)
            throws InterruptedException, SQLException {
        for (Duration waited = Duration.ZERO; waited.compareTo(ACKNOWLEDGED_WITHIN) < 0; waited = waited.plus(POLL)) {
            try {
                sent.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
                return null;
            } catch (ExecutionException e) {
                return new UnacknowledgedException(String.valueOf(e.getCause()));
            } catch (TimeoutException e) {
                store.lock();
            }
        }
        return new UnacknowledgedException("no answer within " + ACKNOWLEDGED_WITHIN);
    }

    private Duration pause(Duration backoff) {
        try {
            TimeUnit.MILLISECONDS.sleep(backoff.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
        Duration longer = backoff.multipliedBy(2);
        return longer.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : longer;
    }

    private static final class UnacknowledgedException extends Exception {
        UnacknowledgedException(String reason) {
            super("the broker has not acknowledged an event: " + reason);
        }
    }
}
