package io.lifeboat.backup.drill;

import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Evidence;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupManager;
import io.lifeboat.backup.snapshot.BackupOutcome;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.DrillFailed;
import io.lifeboat.backup.snapshot.BackupOutcome.DrillPassed;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds drills, and knows what the former ones have shown. Schedule, topic and command line all come here. What is found
 * lies beside the snapshot in every place that has it.
 */
public final class Drills {

    private static final Logger LOG = Logger.getLogger(Drills.class);
    private static final int REMEMBERED = 50;

    private final BackupManager manager;
    private final Map<String, Host> hosts;
    private final Map<String, Component> components;
    private final DrillSettings settings;
    private final Clock clock;
    private final Scratch.Room room;

    /** @param components who says how soon it must work again */
    public Drills(
            BackupManager manager,
            Map<String, Host> hosts,
            Map<String, Component> components,
            DrillSettings settings,
            Clock clock) {
        this(manager, hosts, components, settings, clock, Scratch.Room.ON_DISK);
    }

    /** For a test, whose disk is full. */
    Drills(
            BackupManager manager,
            Map<String, Host> hosts,
            Map<String, Component> components,
            DrillSettings settings,
            Clock clock,
            Scratch.Room room) {
        this.manager = manager;
        this.hosts = Map.copyOf(hosts);
        this.components = Map.copyOf(components);
        this.settings = settings;
        this.clock = clock;
        this.room = room;
    }

    /** @param snapshot none for the newest that any place has, whether it is whole or not */
    public BackupOutcome drill(BackupGroup group, @Nullable String snapshot) {
        String id = snapshot;
        try {
            List<String> all = manager.snapshots(group.id());
            id = snapshot == null && !all.isEmpty() ? all.getLast() : snapshot;
            if (id == null || !all.contains(id)) {
                return new DrillFailed(id, null, List.of("there is no snapshot of " + group.id()), Cause.NOTHING_FOUND);
            }
            Depot depot = manager.depot(group);
            SnapshotManifest manifest = manifest(group, depot, id);
            DrillRun.Result result = run(group, depot, manifest);
            keepAll(depot, result.report());
            return outcome(group, result);
        } catch (IOException e) {
            return new DrillFailed(id, null, List.of(String.valueOf(e.getMessage())), Cause.OTHER);
        }
    }

    /**
     * A drill that did not come to its end has failed, and that is kept like any other: whoever looks must not take it for
     * none.
     *
     * @throws DrillUnderWayException which will tell what it finds
     */
    private DrillRun.Result run(BackupGroup group, Depot depot, SnapshotManifest manifest)
            throws DrillUnderWayException {
        try (Scratch scratch = Scratch.open(settings.folder(), group.id(), room)) {
            return new DrillRun(group, hosts, settings, clock, scratch).run(depot, manifest);
        } catch (DrillUnderWayException e) {
            throw e;
        } catch (IOException e) {
            String finding = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new DrillRun.Result(DrillReport.unfinished(manifest, clock.instant(), finding), Cause.OTHER);
        }
    }

    /** The newest drills of a component that any place tells of, newest first. */
    public List<DrillReport> reports(BackupGroup group) throws IOException {
        Depot depot = manager.depot(group);
        TreeMap<Instant, DrillReport> all = new TreeMap<>(Comparator.reverseOrder());
        for (Repository repository : depot.repositories()) {
            Set<String> ids = new HashSet<>(repository.snapshots(group.id()));
            for (byte[] json : new Evidence(repository).of(ids, DrillReport.KIND, REMEMBERED)) {
                DrillReport report = PlainJson.read(json, DrillReport.class);
                all.put(report.at(), report);
            }
        }
        return List.copyOf(all.values());
    }

    /** What a restore is likely to take; none if no drill has shown it yet. */
    public Optional<RestoreTimes> times(BackupGroup group) throws IOException {
        return RestoreTimes.of(reports(group));
    }

    /** How soon it must work again; none where the plan does not say. */
    public @Nullable Duration objective(BackupGroup group) {
        Component component = components.get(group.id());
        return component == null ? null : component.rto();
    }

    private static SnapshotManifest manifest(BackupGroup group, Depot depot, String id) throws IOException {
        IOException failure = new IOException("no place has the snapshot " + id);
        for (Repository repository : depot.repositories()) {
            try {
                return repository.manifest(group.id(), id);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** Also by a thread that was interrupted, whose files could not be written otherwise. */
    private static void keepAll(Depot depot, DrillReport report) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            keep(depot, report);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A place that can't be told now lacks it. */
    private static void keep(Depot depot, DrillReport report) throws IOException {
        byte[] json = PlainJson.write(report);
        List<IOException> failures = new ArrayList<>();
        int kept = 0;
        for (Repository repository : depot.repositories()) {
            try {
                if (repository.has(report.component(), report.snapshot())) {
                    new Evidence(repository).add(report.snapshot(), report.at(), DrillReport.KIND, json);
                    kept++;
                }
            } catch (IOException e) {
                LOG.warnf("%s: what the drill has shown is not kept there: %s", repository.name(), e.getMessage());
                failures.add(e);
            }
        }
        if (kept == 0 && !failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private BackupOutcome outcome(BackupGroup group, DrillRun.Result result) throws IOException {
        DrillReport report = result.report();
        if (!report.isPassed()) {
            return new DrillFailed(report.snapshot(), report.repository(), report.findings(), result.cause());
        }
        RestoreTimes times = times(group).orElse(new RestoreTimes(report.took(), report.took(), 1));
        return new DrillPassed(
                report.snapshot(),
                report.repository(),
                report.took(),
                times.median(),
                times.worst(),
                objective(group),
                report.detail());
    }
}
