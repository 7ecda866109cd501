package io.lifeboat.backup.expiry;

import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.Evidence;
import io.lifeboat.backup.repository.Holds;
import io.lifeboat.backup.repository.Intent;
import io.lifeboat.backup.repository.Intents;
import io.lifeboat.backup.repository.Removed;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.Tombstone;
import io.lifeboat.backup.repository.Tombstones;
import io.lifeboat.backup.retention.ClockPolicy;
import io.lifeboat.backup.retention.Verdict;
import io.lifeboat.catalog.BackupGroup;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what tombstones name once their grace is over. It removes a pack only if a tombstone names it and no snapshot
 * that stays does, a snapshot only if it is judged again and still goes; manifests first. It stops where anybody writes.
 */
final class Sweep {

    private final Repository repository;
    private final Expiry.Places places;
    private final BackupGroup group;
    private final Clock clock;
    private final Duration grace;
    private final List<String> removed;
    private final Locks locks;
    private int packs;
    private int wal;

    Sweep(
            Repository repository,
            Expiry.Places places,
            BackupGroup group,
            Clock clock,
            Duration grace,
            List<String> removed) {
        this.repository = repository;
        this.places = places;
        this.group = group;
        this.clock = clock;
        this.grace = grace;
        this.removed = removed;
        this.locks = new Locks(repository, clock);
    }

    int packs() {
        return packs;
    }

    /** How many pieces of WAL went. */
    int wal() {
        return wal;
    }

    /** @return why not all is done; none if it is */
    Optional<String> run() throws IOException {
        Intents intents = new Intents(repository);
        try (Intents.Held me = intents.begin(Intent.Kind.SWEEP, "expiry of " + group.id(), clock.instant())) {
            Instant now = clock.instant();
            Instant store = me.storeTime();
            for (Intents.Seen seen : intents.list()) {
                if (!seen.key().equals(me.key())) {
                    if (!seen.isDead(now, store)) {
                        return Optional.of("waits for the end of " + seen.describe());
                    }
                    intents.takeAway(seen);
                }
            }
            NavigableSet<String> ids = repository.snapshots(group.id());
            Optional<String> objection = ids.isEmpty()
                    ? Optional.of("there is no snapshot")
                    : ClockPolicy.objection(SnapshotId.time(ids.last()), now, store);
            if (objection.isPresent()) {
                return objection;
            }
            return sweep(me, ids, now, store);
        }
    }

    private Optional<String> sweep(Intents.Held me, NavigableSet<String> ids, Instant now, Instant store)
            throws IOException {
        Judgement judgement = new Judgement(repository, group, now);
        judgement.findWhole(ids, places.elsewhere());
        List<Verdict> verdicts = judgement.verdicts(ids);
        Tombstones tombstones = new Tombstones(repository);
        List<Tombstones.Seen> open = tombstones.list();
        List<Tombstones.Seen> ripe = new ArrayList<>();
        for (Tombstones.Seen seen : open) {
            if (isOurs(seen.tombstone())
                    && isRipe(seen, now, store)
                    && !locks.holdOneOf(group.id(), seen.tombstone().snapshots())) {
                ripe.add(withoutRescued(tombstones, seen, ids, verdicts));
            }
        }
        Set<String> going = new HashSet<>();
        Set<Hash> garbage = new HashSet<>();
        for (Tombstones.Seen seen : ripe) {
            seen.tombstone().snapshots().forEach(one -> {
                going.add(group.id() + "/" + one.id());
                garbage.addAll(one.packs());
            });
            garbage.addAll(seen.tombstone().packs());
        }
        LiveSnapshots live = new LiveSnapshots(repository, places.twinsOf(repository));
        Set<Hash> needed =
                live.packs(going, open.stream().map(Tombstones.Seen::tombstone).toList());
        garbage.removeAll(needed);
        remove(me, ids, ripe, garbage);
        boolean hasWal = ripe.stream().anyMatch(seen -> !seen.tombstone().wal().isEmpty());
        boolean isWalLeft = hasWal && !places.complete();
        if (hasWal && !isWalLeft) {
            wal = new WalExpiry(repository, group).sweep(me, ripe, live.ofAllPlaces());
        }
        for (Tombstones.Seen seen : ripe) {
            if (locks.hold(seen.tombstone())
                    || (isWalLeft && !seen.tombstone().wal().isEmpty())) {
                continue;
            }
            new Removed(repository)
                    .add(
                            group.id(),
                            seen.tombstone().snapshots().stream()
                                    .map(Tombstone.Dead::id)
                                    .toList(),
                            now);
            tombstones.remove(seen.tombstone());
        }
        markOrphans(tombstones, needed, now, store);
        return isWalLeft
                ? Optional.of("WAL goes once every place can say which snapshots it has: another's may need it")
                : locks.text();
    }

    private void remove(Intents.Held me, Set<String> ids, List<Tombstones.Seen> ripe, Set<Hash> garbage)
            throws IOException {
        for (Tombstones.Seen seen : ripe) {
            for (Tombstone.Dead dead : seen.tombstone().snapshots()) {
                if (repository.has(group.id(), dead.id())) {
                    if (!ids.contains(dead.id())) {
                        throw new IOException("%s: the listing of its snapshots lacks %s, which is there: it stays"
                                .formatted(repository.name(), dead.id()));
                    }
                    me.confirm();
                    repository.remove(group.id(), dead.id());
                    removed.add(dead.id());
                }
                new Holds(repository).forget(group.id(), dead.id());
                new Evidence(repository).forget(dead.id());
            }
        }
        for (Hash pack : garbage) {
            if (locks.hold(pack)) {
                continue;
            }
            me.confirm();
            repository.remove(pack);
            packs++;
        }
    }

    /** Who is kept after all, by a hold or because newer ones have turned out to be damaged, leaves the tombstone. */
    private Tombstones.Seen withoutRescued(
            Tombstones tombstones, Tombstones.Seen seen, Set<String> ids, List<Verdict> verdicts) throws IOException {
        Set<String> going = Judgement.goingSet(verdicts);
        List<Tombstone.Dead> dead = seen.tombstone().snapshots().stream()
                .filter(one -> going.contains(one.id()) || !ids.contains(one.id()))
                .toList();
        if (dead.size() == seen.tombstone().snapshots().size()) {
            return seen;
        }
        tombstones.replace(seen, seen.tombstone().with(dead));
        return tombstones.list().stream()
                .filter(one -> one.tombstone().id().equals(seen.tombstone().id()))
                .findFirst()
                .orElseThrow(() -> new IOException(repository.name() + ": a tombstone is not there any more"));
    }

    private boolean isOurs(Tombstone tombstone) {
        return tombstone.component() == null || group.id().equals(tombstone.component());
    }

    /** By both clocks. */
    private boolean isRipe(Tombstones.Seen seen, Instant now, Instant store) {
        return !now.isBefore(seen.tombstone().at().plus(grace))
                && !store.isBefore(seen.modified().plus(grace));
    }

    /** What crashed snapshots have left: old, needed by nothing, and named by no tombstone yet. */
    private void markOrphans(Tombstones tombstones, Set<Hash> needed, Instant now, Instant store) throws IOException {
        Set<Hash> orphans = repository.packsBefore(store.minus(grace));
        orphans.removeAll(needed);
        for (Tombstones.Seen seen : tombstones.list()) {
            seen.tombstone().snapshots().forEach(one -> one.packs().forEach(orphans::remove));
            seen.tombstone().packs().forEach(orphans::remove);
        }
        if (!orphans.isEmpty()) {
            tombstones.create(null, List.of(), List.copyOf(orphans), List.copyOf(repository.names()), now);
        }
    }
}
