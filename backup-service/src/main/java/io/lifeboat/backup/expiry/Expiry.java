package io.lifeboat.backup.expiry;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
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

    /** @return the verdicts, and what is marked already; nothing is changed, and no pack read */
    public Expired explain(BackupGroup group, Repository repository) {
        List<Verdict> verdicts = List.of();
        Map<String, Instant> marked = Map.of();
        try {
            Instant now = clock.instant();
            NavigableSet<String> ids = repository.snapshots(group.id());
            verdicts = new Judgement(repository, group, now).verdicts(ids);
            marked = marked(group, new Tombstones(repository).list(), ids);
            String objection = objection(ids, now).orElse(null);
            return new Expired(repository.name(), verdicts, marked, List.of(), 0, objection, null);
        } catch (IOException e) {
            return new Expired(repository.name(), verdicts, marked, List.of(), 0, null, e);
        }
    }

    /**
     * @param all of the component's places that can be worked with
     * @param thorough whether packs are looked for that nothing ever needed: that reads every manifest
     */
    public Expired run(BackupGroup group, Repository repository, List<Repository> all, boolean thorough) {
        List<Verdict> verdicts = List.of();
        Map<String, Instant> marked = Map.of();
        List<String> removed = new ArrayList<>();
        try {
            Instant now = clock.instant();
            NavigableSet<String> ids = repository.snapshots(group.id());
            Judgement judgement = new Judgement(repository, group, now);
            verdicts = judgement.verdicts(ids);
            Tombstones tombstones = new Tombstones(repository);
            List<Tombstones.Seen> open = tombstones.list();
            marked = marked(group, open, ids);
            boolean isRipe = open.stream().anyMatch(seen -> isRipe(seen, now));
            boolean isThorough = thorough && !Rules.of(group).nothingGoes();
            if (marked.keySet().containsAll(Judgement.going(verdicts)) && !isRipe && !isThorough) {
                return new Expired(repository.name(), verdicts, marked, removed, 0, null, null);
            }
            Optional<String> objection = objection(ids, now);
            if (objection.isPresent()) {
                return new Expired(repository.name(), verdicts, marked, removed, 0, objection.get(), null);
            }
            judgement.findWhole(ids);
            verdicts = judgement.verdicts(ids);
            mark(repository, group, verdicts, marked.keySet(), now);
            open = tombstones.list();
            marked = marked(group, open, ids);
            if (!isRipe && !isThorough) {
                return new Expired(repository.name(), verdicts, marked, removed, 0, null, null);
            }
            Sweep sweep = new Sweep(repository, all, group, clock, grace, removed);
            Optional<String> waits = sweep.run();
            Map<String, Instant> left = new HashMap<>(marked);
            removed.forEach(left::remove);
            return new Expired(repository.name(), verdicts, left, removed, sweep.packs(), waits.orElse(null), null);
        } catch (IOException | RuntimeException e) {
            return new Expired(repository.name(), verdicts, marked, removed, 0, null, e);
        }
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
