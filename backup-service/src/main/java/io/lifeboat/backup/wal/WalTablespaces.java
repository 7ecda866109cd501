package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the tablespaces that WAL makes or drops. It is the one thing in WAL that names a folder outside the data folder:
 * whoever replays it makes a link to that folder, and writes there.
 */
public final class WalTablespaces {

    private static final int ALIGN = 8;

    private WalTablespaces() {}

    /** @param lsn a recovery up to there does not make it */
    public record Made(String lsn, long oid, String location) {}

    /**
     * What a recovery will make outside the data folder.
     *
     * @param staged the snapshot's files, with all WAL that the recovery will find
     */
    public static List<Made> of(SnapshotManifest manifest, RecoveryTarget target, Path staged) throws IOException {
        Base base = Base.of(manifest).orElse(null);
        if (base == null) {
            return List.of();
        }
        List<Path> folders = List.of(staged.resolve(WalRecovery.FOLDER), staged.resolve("pg_wal"));
        Set<Made> made = new LinkedHashSet<>();
        // Whichever of them the recovery will follow.
        for (List<Integer> path = timelines(folders, base); !path.isEmpty(); path = path.subList(1, path.size())) {
            Reachable reachable = new Reachable(target);
            new WalFiles(folders, path, base.segmentSize()).scan(base.start(), mark -> {
                reachable.accept(mark);
                if (mark instanceof WalMark.Tablespace one && !reachable.isPassed() && !isAfter(target, one)) {
                    String location = one.location();
                    if (location != null && !location.isEmpty()) {
                        made.add(new Made(Lsn.text(one.start()), one.oid(), location));
                    }
                }
            });
        }
        return List.copyOf(made);
    }

    /**
     * What was made or dropped while a snapshot was read, in words.
     *
     * @param wal the server's folder of it
     * @param segments that the snapshot needs, by their names
     * @param facts of the snapshot
     * @throws IOException if the WAL can't be read up to the snapshot's end
     */
    public static Optional<String> changed(Path wal, List<String> segments, Map<String, String> facts)
            throws IOException {
        long start = Lsn.parse(Objects.requireNonNull(facts.get("startLsn")));
        long stop = Lsn.parse(Objects.requireNonNull(facts.get("stopLsn")));
        long size = Long.parseLong(Objects.requireNonNull(facts.get("walSegmentSize")));
        int timeline = WalSegment.parse(segments.getLast(), size).orElseThrow().timeline();
        List<String> changes = new ArrayList<>();
        WalFiles.Last last = new WalFiles(List.of(wal), List.of(timeline), size).scan(start, stop, mark -> {
            if (mark instanceof WalMark.Tablespace one && one.start() < stop) {
                String location = one.location();
                if (location == null) {
                    changes.add("the tablespace %d was dropped".formatted(one.oid()));
                } else if (!location.isEmpty()) {
                    changes.add("the tablespace %d was made at %s".formatted(one.oid(), location));
                }
            }
        });
        if (last.end() + ALIGN <= stop) {
            throw new IOException("its WAL can be read from %s to %s alone, and not to %s, where the snapshot ends"
                    .formatted(Lsn.text(start), Lsn.text(last.end()), Lsn.text(stop)));
        }
        return changes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", changes));
    }

    private static boolean isAfter(RecoveryTarget target, WalMark.Tablespace mark) {
        return target instanceof RecoveryTarget.Position position && mark.start() >= position.lsn();
    }

    /** All that a recovery may follow, newest first. */
    private static List<Integer> timelines(List<Path> folders, Base base) throws IOException {
        TreeSet<Integer> all = new TreeSet<>(Comparator.reverseOrder());
        all.add(base.timeline());
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                    for (Path file : files) {
                        WalSegment.parse(String.valueOf(file.getFileName()), base.segmentSize())
                                .map(WalSegment::timeline)
                                .filter(timeline -> timeline > base.timeline())
                                .ifPresent(all::add);
                    }
                }
            }
        }
        return List.copyOf(all);
    }
}
