package io.lifeboat.service;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.Heartbeat;
import io.lifeboat.messaging.EventSender;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells the others that this service lives. A heartbeat that Kafka does not take is not kept: the next one says the same. */
@Singleton
class Heartbeats {

    private final EventSender sender;
    private final Clock clock;
    private final String service;
    private final String instance;
    private final Duration every;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heartbeats").daemon().factory());
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Heartbeats(
            EventSender sender,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "lifeboat.instance") String instance,
            @ConfigProperty(name = "lifeboat.heartbeat-every", defaultValue = "2s") Duration every) {
        this.sender = sender;
        this.clock = clock;
        this.service = service;
        this.instance = instance;
        this.every = every;
    }

    void start(@Observes StartupEvent event) {
        Instant startedAt = clock.instant();
        var _ = timer.scheduleWithFixedDelay(() -> beat(startedAt), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void beat(Instant startedAt) {
        if (!last.isDone()) {
            return;
        }
        Instant now = clock.instant();
        Heartbeat beat = new Heartbeat(service, instance, startedAt, now);
        last = sender.send(new Envelope<>(EventIds.unique(), "/lifeboat/" + service, now, null, beat))
                .exceptionally(failure -> null)
                .toCompletableFuture();
    }
}
