package io.lifeboat.recovery.incident;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Looks every second at what time alone brings: objectives that run out, failures that stay away. Several replicas may: each mark is given once. */
@ApplicationScoped
class RtoWatch {

    private static final Logger LOG = Logger.getLogger(RtoWatch.class);

    private final Incidents incidents;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rto-watch").daemon().factory());

    RtoWatch(Incidents incidents) {
        this.incidents = incidents;
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    void look() {
        try {
            QuarkusTransaction.requiringNew().call(incidents::behindObjective).forEach(id -> look(id, incidents::warn));
            QuarkusTransaction.requiringNew().call(incidents::quiet).forEach(id -> look(id, incidents::settle));
        } catch (RuntimeException e) {
            LOG.warnf("the objectives can't be watched: %s", e.getMessage());
        }
    }

    /** What is wrong with one incident does not keep the others from being watched. */
    private static void look(UUID incident, Consumer<UUID> at) {
        try {
            QuarkusTransaction.requiringNew().run(() -> at.accept(incident));
        } catch (RuntimeException e) {
            LOG.warnf("incident %s can't be watched: %s", incident, e.getMessage());
        }
    }
}
