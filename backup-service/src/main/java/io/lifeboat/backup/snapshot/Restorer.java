package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.database.ClusterRestore;
import io.lifeboat.backup.repository.SnapshotStore;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts a snapshot where its files belong. It is read and compared whole before anything is touched, written beside the
 * target, compared again as it is written, and only then takes the target's place; what was there is kept.
 *
 * <p>A crash leaves the target as it was, or replaced: never a part of it. Done again, it begins anew.
 */
final class Restorer {

    private static final Logger LOG = Logger.getLogger(Restorer.class);

    private final Map<String, Host> hosts;

    Restorer(Map<String, Host> hosts) {
        this.hosts = hosts;
    }

    /**
     * @param snapshot none for the newest that is whole somewhere
     * @param over whether what is there may be replaced; else the restore is refused if anything is there
     */
    BackupOutcome restore(BackupGroup group, List<SnapshotStore> stores, @Nullable String snapshot, boolean over) {
        List<String> reasons = new ArrayList<>();
        try {
            List<Target> targets = targets(group);
            for (Target target : targets) {
                target.check(over);
            }
            Good good = snapshot == null
                    ? newest(stores, group.id(), reasons)
                    : find(stores, group.id(), snapshot, reasons);
            if (good == null) {
                reasons.addFirst("no place has a whole snapshot of " + group.id());
                return new Failed(snapshot, String.join("; ", reasons), List.of());
            }
            reasons.forEach(reason -> LOG.warnf("restore of %s: %s", group.id(), reason));
            return restore(good, targets, reasons);
        } catch (IOException e) {
            reasons.addFirst(String.valueOf(e.getMessage()));
            return new Failed(snapshot, String.join("; ", reasons), List.of());
        }
    }

    /** A snapshot that was just read whole. */
    private record Good(SnapshotStore store, Manifest manifest) {}

    private BackupOutcome restore(Good good, List<Target> targets, List<String> reasons) throws IOException {
        Manifest manifest = good.manifest();
        List<String> details = new ArrayList<>(reasons);
        List<Instant> asOf = new ArrayList<>();
        try {
            for (Target target : targets) {
                target.clearStage();
                new Extraction(good.store(), manifest).extract(target.host(), target.path(), target.stage());
                if (target.database()) {
                    ClusterRestore.Reach reach =
                            ClusterRestore.prepare(target.stage(), target.here(), manifest.facts());
                    details.add(reach.words());
                    asOf.add(latest(manifest.createdAt(), reach.writtenAt()));
                } else {
                    asOf.add(manifest.createdAt());
                }
                Ownership.like(target.here(), target.stage());
            }
        } catch (IOException e) {
            for (Target target : targets) {
                target.clearStage();
            }
            throw new IOException("nothing was replaced: " + e.getMessage(), e);
        }
        List<String> replaced = new ArrayList<>();
        for (Target target : targets) {
            try {
                target.swap(manifest.snapshot()).ifPresent(replaced::add);
            } catch (IOException e) {
                throw new IOException(
                        "%s was not replaced: %s; replaced already: %s".formatted(target.describe(), e, replaced), e);
            }
        }
        return new Restored(
                manifest.snapshot(),
                good.store().place(),
                manifest.files(),
                manifest.bytes(),
                manifest.createdAt(),
                asOf.stream().min(Instant::compareTo).orElse(manifest.createdAt()),
                replaced,
                String.join("; ", details));
    }

    private static Instant latest(Instant snapshot, @Nullable Instant wal) {
        return wal == null || wal.isBefore(snapshot) ? snapshot : wal;
    }

    private static @Nullable Good newest(List<SnapshotStore> stores, String group, List<String> reasons) {
        TreeSet<String> all = new TreeSet<>();
        for (SnapshotStore store : stores) {
            try {
                all.addAll(store.snapshots(group));
            } catch (IOException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        for (String snapshot : all.descendingSet()) {
            Good good = find(stores, group, snapshot, reasons);
            if (good != null) {
                return good;
            }
        }
        return null;
    }

    private static @Nullable Good find(
            List<SnapshotStore> stores, String group, String snapshot, List<String> reasons) {
        for (SnapshotStore store : stores) {
            try {
                return new Good(store, SnapshotCheck.check(store, group, snapshot));
            } catch (IOException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        return null;
    }

    private List<Target> targets(BackupGroup group) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (BackupGroup.Source source : group.sources()) {
            Host host = hosts.get(source.host());
            if (host == null) {
                throw new SourceException(source.host() + ": the catalog has no such host");
            }
            String path = source.path().replaceFirst("(?<=.)/+$", "");
            Path here = host.resolve(path);
            if (Files.isSymbolicLink(here)) {
                throw new IOException(
                        "%s:%s is a link: name in the catalog what it leads to".formatted(host.id(), path));
            }
            if (!Files.exists(here.resolveSibling(""), LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("%s has no folder for %s (here: %s)".formatted(host.id(), path, here));
            }
            targets.add(new Target(host.id(), path, here, source.database() != null));
        }
        return targets;
    }
}
