package io.lifeboat.backup.standby;

import io.lifeboat.backup.BackupConfig;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Host;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Looks again and again at every copy that the catalog's backups name. */
@ApplicationScoped
public class StateWatchService {

    private static final Logger LOG = Logger.getLogger(StateWatchService.class);
    private static final int MISSED_LOOKS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Catalog catalog;
    private final Clock clock;
    private final BackupConfig.StandbyState config;
    private final DatabaseStateRows rows;
    private final StateMetrics metrics;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, StateWatch> watches = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    StateWatchService(
            Catalog catalog, Clock clock, BackupConfig config, DatabaseStateRows rows, MeterRegistry registry) {
        this.catalog = catalog;
        this.clock = clock;
        this.config = config.standbyState();
        this.rows = rows;
        this.metrics = new StateMetrics(registry);
    }

    void start(@Observes StartupEvent event) {
        for (BackupGroup group : catalog.backups().values()) {
            for (BackupGroup.Kind kind : group.kinds()) {
                BackupGroup.StandbyCopy standby = kind.standby();
                if (standby != null && !group.sources().isEmpty()) {
                    start(group, group.sources().getFirst(), standby);
                }
            }
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(PATIENCE);
        }
    }

    /** How far each copy is behind, by the backup's id; empty where the catalog names none. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        watches.forEach((group, watch) -> states.put(group, watch.describe()));
        return states;
    }

    private void start(BackupGroup group, BackupGroup.Source source, BackupGroup.StandbyCopy standby) {
        Host primary = catalog.hosts().get(source.host());
        Host host = catalog.hosts().get(standby.host());
        if (primary == null || host == null) {
            LOG.errorf("%s: the catalog has no host %s or %s", group.id(), source.host(), standby.host());
            return;
        }
        StateTree tree = new StateTree(source.host() + ":" + source.path(), primary.resolve(source.path()));
        StateTree copy = new StateTree(standby.host() + ":" + standby.path(), host.resolve(standby.path()));
        Component component = catalog.components().get(standby.component());
        StateWatch watch = new StateWatch(
                new StateWatch.Watched(
                        group.id(),
                        standby.component(),
                        source.host(),
                        copy.name(),
                        component == null ? null : component.rpo()),
                new StateReader(tree, copy, clock, config.within())::look,
                rows,
                clock,
                config.within().plus(config.every().multipliedBy(MISSED_LOOKS)));
        metrics.add(group.id(), watch);
        watches.put(group.id(), watch);
        threads.add(
                Thread.ofPlatform().name("state-watch-" + group.id()).daemon().start(() -> run(group.id(), watch)));
    }

    private void run(String component, StateWatch watch) {
        String told = "";
        try {
            while (!stopped) {
                try {
                    watch.look();
                    told = "";
                } catch (RuntimeException e) {
                    if (!told.equals(e.getMessage())) {
                        told = String.valueOf(e.getMessage());
                        LOG.warnf("%s: how far the standby's copy is behind is not known: %s", component, told);
                    }
                }
                Thread.sleep(config.every());
            }
        } catch (InterruptedException e) {
            release(component, watch);
        }
    }

    /** So that another replica need not wait. One that can't be told waits. */
    private static void release(String component, StateWatch watch) {
        try {
            watch.release();
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s: the watch of the standby's copy is not released", component);
        }
    }
}
