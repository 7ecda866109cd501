package io.lifeboat.recovery.execution;

import io.lifeboat.recovery.RecoveryConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Drives this instance's runs, each on a thread of its own, and takes over those that have lost their owner.
 *
 * <p>A new run starts at once. Looking around is for what a crash, here or elsewhere, has left behind.
 */
@ApplicationScoped
public class Executor {

    private static final Logger LOG = Logger.getLogger(Executor.class);

    private final Runs runs;
    private final RunDriver driver;
    private final Duration lookEvery;
    private final Map<UUID, Ownership> driven = new ConcurrentHashMap<>();
    private final Set<UUID> putDown = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("run-takeover").daemon().factory());
    private final ThreadGroupOfRuns threads = new ThreadGroupOfRuns();
    private volatile boolean looking = true;
    private volatile long lookedAt = System.nanoTime();

    Executor(Runs runs, RunDriver driver, RecoveryConfig config) {
        this.runs = runs;
        this.driver = driver;
        this.lookEvery = config.lookEvery();
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
        threads.interruptAll();
    }

    /** Call it when the transaction that has started the run is committed. */
    public void drive(UUID run, UUID incident) {
        drive(runs.first(run, incident));
    }

    /** Whether the last look around has worked: without it, runs are not taken over. */
    public boolean looksAround() {
        return looking;
    }

    /** How long ago the last look around has ended, well or not. One that never ends is what only a restart helps. */
    public Duration sinceLooked() {
        return Duration.ofNanos(System.nanoTime() - lookedAt);
    }

    private void look() {
        try {
            runs.renew(List.copyOf(driven.values())).forEach(ownership -> threads.interrupt(ownership.run()));
            runs.claimable().stream()
                    .filter(run -> !driven.containsKey(run))
                    .forEach(run -> runs.claim(run).ifPresent(this::drive));
            for (UUID run : Set.copyOf(putDown)) {
                runs.reclaim(run).ifPresent(this::drive);
                putDown.remove(run);
            }
            looking = true;
        } catch (RuntimeException e) {
            looking = false;
            LOG.warnf("can't look for runs: %s", e.getMessage());
        } finally {
            lookedAt = System.nanoTime();
        }
    }

    private void drive(Ownership ownership) {
        if (driven.putIfAbsent(ownership.run(), ownership) == null) {
            threads.start(ownership.run(), () -> drivenBy(ownership));
        }
    }

    /** Whatever ends this thread, the run is claimable again, and its next owner settles what was under way. */
    private void drivenBy(Ownership ownership) {
        boolean lost = false;
        try {
            driver.drive(ownership);
        } catch (OwnershipLostException e) {
            LOG.info(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                LOG.infof("run %s is put down: it has ended, or has another owner", ownership.run());
            } else {
                LOG.errorf("run %s is put down, to be taken up again: %s", ownership.run(), e);
            }
            lost = true;
        } finally {
            driven.remove(ownership.run());
            threads.ended(ownership.run());
            if (lost) {
                putDown.add(ownership.run());
            }
        }
    }
}
