package io.lifeboat.backup.expiry;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.Tombstone;
import io.lifeboat.backup.repository.Tombstones;
import io.lifeboat.backup.retention.ClockPolicy;
import io.lifeboat.backup.retention.Rules;
import io.lifeboat.backup.retention.Verdict;
import io.lifeboat.catalog.BackupGroup;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes from each place what no rule keeps. What goes is marked first, with all that is known of it; after a time of
 * grace it is judged again, and swept. Each place is judged by what it has itself: one that is away is done when it is
 * back. May be run at any time, by several at once, and again after it was killed.
 */
public final class Expiry {

    /** How long what is marked can be held yet. */
    public static final Duration GRACE = Duration.ofDays(1);

    private final Clock clock;
    private final Duration grace;

    public Expiry(Clock clock, Duration grace) {
        this.clock = clock;
        this.grace = grace;
    }

    /** What of a snapshot lies in no place, and is damaged or gone. */
    public interface Elsewhere {
        void check(SnapshotManifest manifest) throws IOException;
    }

    /**
     * A component's places.
     *
     * @param all that can be worked with
     * @param complete whether that is all of them
     * @param elsewhere looks at what a snapshot has beside them
     */
    public record Places(List<Repository> all, boolean complete, Elsewhere elsewhere) {
        public Places {
            all = List.copyOf(all);
        }

        /** Of a component all of which lies in them. */
        public Places(List<Repository> all, boolean complete) {
            this(all, complete, manifest -> {});
        }

        List<Repository> twinsOf(Repository one) {
            return all.stream().filter(other -> other != one).toList();
        }
    }

    /** @return the verdicts, and what is marked already; nothing is changed, and no pack read */
    public Expired explain(BackupGroup group, Repository repository) {
        Findings found = new Findings(repository.name());
        try {
            Instant now = clock.instant();
            NavigableSet<String> ids = repository.snapshots(group.id());
            found.verdicts = new Judgement(repository, group, now).verdicts(ids);
            List<Tombstones.Seen> open = new Tombstones(repository).list();
            found.marked = marked(group, open, ids);
            found.waits = objection(ids, now).orElse(null);
            if (WalExpiry.concerns(group)) {
                found.wal = new WalExpiry(repository, group).verdicts(staying(ids, found.verdicts), open, grace);
            }
            return found.end(null);
        } catch (IOException e) {
            return found.end(e);
        }
    }

    /**
     * @param places of the component
     * @param thorough whether packs are looked for that nothing ever needed: that reads every manifest
     */
    public Expired run(BackupGroup group, Repository repository, Places places, boolean thorough) {
        Findings found = new Findings(repository.name());
        try {
            Instant now = clock.instant();
            NavigableSet<String> ids = repository.snapshots(group.id());
            Judgement judgement = new Judgement(repository, group, now);
            found.verdicts = judgement.verdicts(ids);
            Tombstones tombstones = new Tombstones(repository);
            List<Tombstones.Seen> open = tombstones.list();
            found.marked = marked(group, open, ids);
            boolean isRipe = open.stream().anyMatch(seen -> isRipe(seen, now));
            boolean isThorough = thorough && !Rules.of(group).nothingGoes();
            if (found.marked.keySet().containsAll(Judgement.going(found.verdicts)) && !isRipe && !isThorough) {
                return found.end(null);
            }
            Optional<String> objection = objection(ids, now);
            if (objection.isPresent()) {
                found.waits = objection.get();
                return found.end(null);
            }
            judgement.findWhole(ids, places.elsewhere());
            found.verdicts = judgement.verdicts(ids);
            mark(repository, group, found.verdicts, found.marked.keySet(), now);
            if (WalExpiry.concerns(group) && !Rules.of(group).nothingGoes()) {
                WalExpiry wal = new WalExpiry(repository, group);
                found.wal = wal.verdicts(staying(ids, found.verdicts), open, grace);
                wal.mark(found.wal, open, now);
            }
            open = tombstones.list();
            found.marked = marked(group, open, ids);
            if (!isRipe && !isThorough) {
                return found.end(null);
            }
            Sweep sweep = new Sweep(repository, places, group, clock, grace, found.removed);
            found.waits = sweep.run().orElse(null);
            Map<String, Instant> left = new HashMap<>(found.marked);
            found.removed.forEach(left::remove);
            found.marked = left;
            found.packs = sweep.packs();
            found.removedWal = sweep.wal();
            return found.end(null);
        } catch (IOException | RuntimeException e) {
            return found.end(e);
        }
    }

    /** What is known so far. */
    private static final class Findings {
        private final String place;
        private final List<String> removed = new ArrayList<>();
        private List<Verdict> verdicts = List.of();
        private Map<String, Instant> marked = Map.of();
        private List<WalVerdict> wal = List.of();
        private int packs;
        private int removedWal;
        private @Nullable String waits;

        Findings(String place) {
            this.place = place;
        }

        Expired end(@Nullable Exception failure) {
            return new Expired(place, verdicts, marked, removed, packs, wal, removedWal, waits, failure);
        }
    }

    private static List<String> staying(Set<String> ids, List<Verdict> verdicts) {
        Set<String> going = Judgement.goingSet(verdicts);
        return ids.stream().filter(id -> !going.contains(id)).toList();
    }

    private static void mark(
            Repository repository, BackupGroup group, List<Verdict> verdicts, Set<String> marked, Instant now)
            throws IOException {
        List<Tombstone.Dead> dead = new ArrayList<>();
        Set<String> stays = new HashSet<>(repository.names());
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Expire expire) {
                String id = expire.candidate().id();
                stays.remove(group.id() + "/" + id);
                if (!marked.contains(id)) {
                    packs(repository, group, expire).ifPresent(dead::add);
                }
            }
        }
        if (!dead.isEmpty()) {
            new Tombstones(repository)
                    .create(group.id(), dead, List.of(), stays.stream().sorted().toList(), now);
        }
    }

    /** None if nobody can read any more which packs it needs: then it can't go before it is healed. */
    private static Optional<Tombstone.Dead> packs(Repository repository, BackupGroup group, Verdict.Expire expire)
            throws IOException {
        String id = expire.candidate().id();
        try {
            return Optional.of(new Tombstone.Dead(
                    id,
                    expire.reason(),
                    expire.since(),
                    repository.manifest(group.id(), id).packs()));
        } catch (DamagedException e) {
            return Optional.empty();
        }
    }

    private boolean isRipe(Tombstones.Seen seen, Instant now) {
        return !now.isBefore(seen.tombstone().at().plus(grace));
    }

    private Map<String, Instant> marked(BackupGroup group, List<Tombstones.Seen> open, Set<String> ids) {
        Map<String, Instant> marked = new HashMap<>();
        for (Tombstones.Seen seen : open) {
            if (group.id().equals(seen.tombstone().component())) {
                seen.tombstone().snapshots().stream()
                        .map(Tombstone.Dead::id)
                        .filter(ids::contains)
                        .forEach(id ->
                                marked.putIfAbsent(id, seen.tombstone().at().plus(grace)));
            }
        }
        return marked;
    }

    private static Optional<String> objection(NavigableSet<String> ids, Instant now) {
        return ids.isEmpty()
                ? Optional.of("there is no snapshot")
                : ClockPolicy.objection(SnapshotId.time(ids.last()), now, null);
    }
}
