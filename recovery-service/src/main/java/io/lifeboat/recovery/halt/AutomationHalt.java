package io.lifeboat.recovery.halt;

import io.lifeboat.recovery.RecoveryConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Whether Lifeboat may act at all. Halted by a file beside this instance or by a row that all instances share; what one
 * instance is told goes to its file first, so that it holds with the database down, and to the others when that is back.
 */
@ApplicationScoped
public class AutomationHalt {

    private static final Logger LOG = Logger.getLogger(AutomationHalt.class);

    private final EntityManager entities;
    private final HaltFile file;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("halt-watch").daemon().factory());
    private volatile Optional<String> shared = Optional.empty();

    AutomationHalt(EntityManager entities, RecoveryConfig config, Clock clock) {
        this.entities = entities;
        this.file = new HaltFile(config.state());
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** Why nothing may be done now; none if it may. */
    public Optional<String> reason() {
        return file.reason().or(() -> shared);
    }

    /** Holds when this returns, whatever is down. */
    public void set(String by, String why) {
        try {
            file.set(why + " (" + by + ", " + clock.instant() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file.path() + ": " + e.getMessage(), e);
        }
        look();
    }

    /**
     * Only for a person.
     *
     * @throws RuntimeException if the database is away: the other instances would go on halted, or not, without a record
     */
    public void clear() {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("delete from automation_halt")
                        .executeUpdate());
        try {
            file.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + file.path() + ": " + e.getMessage(), e);
        }
        shared = Optional.empty();
    }

    private void look() {
        try {
            Optional<String> mine = file.reason();
            shared = QuarkusTransaction.requiringNew().call(() -> {
                mine.ifPresent(this::share);
                List<?> rows = entities.createNativeQuery("select reason from automation_halt", String.class)
                        .getResultList();
                return rows.stream().map(String.class::cast).findFirst();
            });
        } catch (RuntimeException e) {
            LOG.debugf("the shared halt can't be read: %s", e.getMessage());
        }
    }

    private void share(String reason) {
        entities.createNativeQuery(
                        "insert into automation_halt (id, reason, at) values (1, ?1, ?2) on conflict do nothing")
                .setParameter(1, reason)
                .setParameter(2, clock.instant())
                .executeUpdate();
    }
}
