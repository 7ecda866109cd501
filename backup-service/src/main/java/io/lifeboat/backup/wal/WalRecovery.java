package io.lifeboat.backup.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives a restored snapshot the WAL that brings it to where it is wanted. PostgreSQL finds it in a folder within its own
 * data, so that the plain server needs nothing else; and whether it will get there is known before anything is replaced.
 */
public final class WalRecovery {

    /** Within the data folder. */
    public static final String FOLDER = "lifeboat-wal";

    private final List<WalArchive> archives;

    /** @param nearest first */
    public WalRecovery(List<Repository> nearest) {
        this.archives = nearest.stream().map(WalArchive::new).toList();
    }

    /**
     * What the recovery will do.
     *
     * @param words for the record
     * @param asOf when the last transaction was committed that will be in it; none if nobody knows
     */
    public record Reached(String words, @Nullable Instant asOf) {}

    /** Whether a snapshot can be the beginning: it must be consistent before the target. Where that can't be told, it may be. */
    public static boolean mayBeBase(SnapshotManifest manifest, RecoveryTarget target) {
        return switch (target) {
            case RecoveryTarget.Latest latest -> true;
            case RecoveryTarget.Transaction transaction -> Base.of(manifest).isPresent();
            case RecoveryTarget.Time time -> !manifest.createdAt().isAfter(time.at());
            case RecoveryTarget.Position position ->
                Base.of(manifest).filter(base -> base.stop() <= position.lsn()).isPresent();
        };
    }

    /**
     * @param staged the snapshot's files, with what WAL the replaced cluster had in {@code pg_wal}
     * @return none if no place has WAL for it and none is asked for
     * @throws UnreachableException if the WAL does not reach the target, saying what it does reach
     */
    public Optional<Reached> prepare(SnapshotManifest manifest, RecoveryTarget target, Path staged) throws IOException {
        Base base = Base.of(manifest).orElse(null);
        if (base == null) {
            throw new UnreachableException("snapshot " + manifest.id() + " does not say where its WAL begins");
        }
        WalStock stock = WalStock.of(archives, base.systemId(), base.segmentSize());
        Map<Integer, TimelineHistory> histories = stock.histories();
        RecoveryPlanner planner = new RecoveryPlanner(stock.spans(), histories, base.segmentSize());
        Optional<RecoveryPlanner.Plan> plan =
                target instanceof RecoveryTarget.Position position && position.timeline() != 0
                        ? planner.planTo(position.timeline(), base.timeline(), base.wanted(), base.stop())
                        : planner.plan(base.timeline(), base.wanted(), base.stop());
        boolean latest = target instanceof RecoveryTarget.Latest;
        if (plan.isEmpty() && latest) {
            return Optional.empty();
        }
        if (plan.isEmpty() && target instanceof RecoveryTarget.Position position && isElsewhere(position, base)) {
            throw new UnreachableException(
                    "%s can't be reached from snapshot %s: it is of timeline %d, from which no WAL leads there"
                            .formatted(target.describe(), manifest.id(), base.timeline()));
        }
        Path folder = Files.createDirectory(staged.resolve(FOLDER));
        Path own = staged.resolve("pg_wal");
        int timeline = base.timeline();
        String why = "no place has WAL after the snapshot";
        if (plan.isPresent()) {
            write(stock, plan.get(), folder, own);
            timeline = plan.get().timeline();
            why = plan.get().reason();
        }
        for (TimelineHistory history : histories.values()) {
            store(folder.resolve(history.fileName()), history.text().getBytes(UTF_8));
        }
        Reachable reachable = new Reachable(target);
        WalFiles.Last last = new WalFiles(List.of(folder, own), path(base, timeline, histories), base.segmentSize())
                .scan(base.stop(), reachable);
        long end = last.end();
        if (!reachable.isReached(end)) {
            List<String> troubles = stock.troubles();
            throw new UnreachableException("%s can't be reached from snapshot %s: %s, and %s%s"
                    .formatted(
                            target.describe(),
                            manifest.id(),
                            reachable.range(base, end),
                            why,
                            troubles.isEmpty() ? "" : "; " + String.join("; ", troubles)));
        }
        Files.writeString(
                staged.resolve("postgresql.auto.conf"),
                RecoverySettings.of(target, timeline, last.start()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        String goesOn = latest
                        && plan.isPresent()
                        && plan.get().isCut()
                        && end <= plan.get().end()
                ? "; what was written after that can't be reached: " + why
                : "";
        return Optional.of(new Reached(
                "with the WAL of the places up to %s%s".formatted(latest ? Lsn.text(end) : target.describe(), goesOn),
                reachable.reached().orElse(null)));
    }

    private static boolean isElsewhere(RecoveryTarget.Position position, Base base) {
        return position.timeline() != 0 && position.timeline() != base.timeline();
    }

    /** Newest first. */
    private static List<Integer> path(Base base, int timeline, Map<Integer, TimelineHistory> histories) {
        TreeSet<Integer> path = new TreeSet<>(Comparator.reverseOrder());
        path.add(timeline);
        TimelineHistory history = histories.get(timeline);
        if (history != null) {
            history.ancestors().stream()
                    .map(TimelineHistory.Ancestor::timeline)
                    .filter(one -> one >= base.timeline())
                    .forEach(path::add);
        }
        return List.copyOf(path);
    }

    private static void write(WalStock stock, RecoveryPlanner.Plan plan, Path folder, Path own) throws IOException {
        for (WalSegment segment : plan.segments()) {
            int to = (int) (Math.min(plan.end(), segment.end()) - segment.start());
            WalStock.Filled filled = stock.segment(segment, 0, to);
            // What the replaced cluster has of the last one goes on where the places' ends; the rest is empty, as in a
            // new segment.
            if (to == segment.size() || !goesOn(own.resolve(segment.name()), filled.bytes(), to)) {
                store(folder.resolve(segment.name()), filled.bytes());
            }
        }
    }

    private static boolean goesOn(Path own, byte[] bytes, int length) throws IOException {
        if (!Files.isRegularFile(own) || Files.size(own) != bytes.length) {
            return false;
        }
        byte[] theirs = Files.readAllBytes(own);
        return Arrays.equals(theirs, 0, length, bytes, 0, length);
    }

    private static void store(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
