package io.lifeboat.backup.expiry;

import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.Tombstone;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a place does not let go yet, met while it was swept. */
final class Locks {

    private final Repository repository;
    private final Clock clock;
    private final Set<Hash> held = new HashSet<>();
    private @Nullable String first;
    private @Nullable Instant until;
    private int count;

    Locks(Repository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** A tombstone waits until all of it can go. */
    boolean holdOneOf(String component, List<Tombstone.Dead> dead) throws IOException {
        boolean holds = false;
        for (Tombstone.Dead one : dead) {
            holds |= note("snapshot " + one.id(), repository.lockedUntil(component, one.id()));
        }
        return holds;
    }

    boolean hold(Hash pack) throws IOException {
        boolean holds = note("pack " + pack, repository.lockedUntil(pack));
        if (holds) {
            held.add(pack);
        }
        return holds;
    }

    /** It is needed yet, to say which packs go when the lock is over. */
    boolean hold(Tombstone tombstone) {
        return tombstone.packs().stream().anyMatch(held::contains)
                || tombstone.snapshots().stream()
                        .anyMatch(dead -> dead.packs().stream().anyMatch(held::contains));
    }

    /** For a person; none if nothing was locked. */
    Optional<String> text() {
        return first == null
                ? Optional.empty()
                : Optional.of("%s is locked until %s%s: it stays"
                        .formatted(first, until, count > 1 ? ", and " + (count - 1) + " more are too" : ""));
    }

    private boolean note(String what, Optional<Instant> lock) {
        if (lock.isEmpty() || !lock.get().isAfter(clock.instant())) {
            return false;
        }
        count++;
        if (first == null) {
            first = what;
            until = lock.get();
        }
        return true;
    }
}
