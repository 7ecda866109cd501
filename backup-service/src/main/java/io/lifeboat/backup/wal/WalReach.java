package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotManifest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** To which instants a database can be restored, by the snapshots and the WAL that its places have together. */
public final class WalReach {

    /** Segments that are searched for the last transaction, from the end. */
    private static final int SEARCHED = 4;

    private final List<WalArchive> archives;
    private final Map<String, WalStock> stocks = new HashMap<>();

    private WalReach(List<Repository> places) {
        this.archives = places.stream().map(WalArchive::new).toList();
    }

    /**
     * Any instant from the first to the last of it can be restored.
     *
     * @param from when its first snapshot was complete
     * @param to when the last transaction ended that can be reached; the same as the first where no WAL leads on from it
     * @param first snapshot
     * @param last snapshot
     * @param end where the WAL ends; none where there is none
     * @param missing the WAL that no place has, and without which what comes after it is of no use; none if nothing comes
     */
    public record Window(
            Instant from,
            Instant to,
            String first,
            String last,
            int timeline,
            @Nullable String end,
            @Nullable String missing) {}

    private record Leg(SnapshotManifest snapshot, Base base, Optional<RecoveryPlanner.Plan> plan) {

        private boolean goesOnLike(Leg other) {
            return plan.isPresent()
                    && other.plan.isPresent()
                    && base.systemId().equals(other.base.systemId())
                    && plan.get().timeline() == other.plan.get().timeline()
                    && plan.get().end() == other.plan.get().end();
        }
    }

    /** Oldest first. A place that can't be asked may have what is missing here. */
    public static List<Window> of(List<Repository> places, String component) throws IOException {
        WalReach reach = new WalReach(places);
        List<List<Leg>> windows = new ArrayList<>();
        for (SnapshotManifest snapshot : snapshots(places, component)) {
            Optional<Base> base = Base.of(snapshot);
            if (base.isEmpty()) {
                continue;
            }
            Leg leg = new Leg(snapshot, base.get(), reach.plan(base.get()));
            if (windows.isEmpty() || !windows.getLast().getLast().goesOnLike(leg)) {
                windows.add(new ArrayList<>());
            }
            windows.getLast().add(leg);
        }
        List<Window> all = new ArrayList<>();
        for (List<Leg> legs : windows) {
            all.add(reach.window(legs));
        }
        return all;
    }

    private static List<SnapshotManifest> snapshots(List<Repository> places, String component) throws IOException {
        Map<String, SnapshotManifest> all = new TreeMap<>();
        for (Repository place : places) {
            for (String id : place.snapshots(component)) {
                if (!all.containsKey(id)) {
                    all.put(id, place.manifest(component, id));
                }
            }
        }
        return all.values().stream()
                .sorted(Comparator.comparing(SnapshotManifest::createdAt))
                .toList();
    }

    /** None where no WAL leads on from it. */
    private Optional<RecoveryPlanner.Plan> plan(Base base) throws IOException {
        WalStock stock = stock(base);
        return new RecoveryPlanner(stock.spans(), stock.histories(), base.segmentSize())
                .plan(base.timeline(), base.wanted(), base.stop())
                .filter(plan -> plan.timeline() > base.timeline() || plan.end() > base.stop());
    }

    private WalStock stock(Base base) {
        return stocks.computeIfAbsent(
                base.systemId(), system -> WalStock.of(archives, base.systemId(), base.segmentSize()));
    }

    private Window window(List<Leg> legs) throws IOException {
        Leg first = legs.getFirst();
        Leg last = legs.getLast();
        Instant complete = last.snapshot().createdAt();
        RecoveryPlanner.Plan plan = last.plan().orElse(null);
        Instant to =
                plan == null ? complete : lastTransaction(last.base(), plan).orElse(complete);
        return new Window(
                first.snapshot().createdAt(),
                to.isBefore(complete) ? complete : to,
                first.snapshot().id(),
                last.snapshot().id(),
                plan == null ? last.base().timeline() : plan.timeline(),
                plan == null ? null : Lsn.text(plan.end()),
                missing(last.base(), plan));
    }

    private @Nullable String missing(Base base, RecoveryPlanner.@Nullable Plan plan) {
        int timeline = plan == null ? base.timeline() : plan.timeline();
        long end = plan == null ? base.stop() : plan.end();
        return stock(base).spans().getOrDefault(timeline, List.of()).stream()
                .filter(span -> span.from() > end)
                .findFirst()
                .map(span -> new Span(end, span.from()).describe())
                .orElse(null);
    }

    /** Where there is WAL, and no transaction ended in the last of it, nobody is promised more than the snapshot. */
    private Optional<Instant> lastTransaction(Base base, RecoveryPlanner.Plan plan) throws IOException {
        List<WalSegment> newest = plan.segments().reversed();
        for (WalSegment segment : newest.subList(0, Math.min(SEARCHED, newest.size()))) {
            int to = (int) (Math.min(plan.end(), segment.end()) - segment.start());
            byte[] bytes = stock(base).segment(segment, 0, to).bytes();
            List<Instant> ended = new ArrayList<>();
            new WalScanner(segment.start(), segment.size(), mark -> {
                        if (mark instanceof WalMark.Ended one) {
                            ended.add(one.at());
                        }
                    })
                    .feed(bytes, 0, to);
            if (!ended.isEmpty()) {
                return Optional.of(ended.getLast());
            }
        }
        return Optional.empty();
    }
}
