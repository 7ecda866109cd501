package io.lifeboat.backup.expiry;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.repository.Holds;
import io.lifeboat.backup.repository.NoSnapshotException;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.repository.SnapshotReader;
import io.lifeboat.backup.retention.Candidate;
import io.lifeboat.backup.retention.Candidate.Condition;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.retention.RetentionPolicy;
import io.lifeboat.backup.retention.Rules;
import io.lifeboat.backup.retention.Verdict;
import io.lifeboat.catalog.BackupGroup;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;

/** Gathers what the policy must know about a component in one place. */
final class Judgement {

    private static final int THREADS = 2;

    private final Repository repository;
    private final BackupGroup group;
    private final Instant now;
    private final Map<String, Condition> known = new HashMap<>();

    Judgement(Repository repository, BackupGroup group, Instant now) {
        this.repository = repository;
        this.group = group;
        this.now = now;
    }

    /** @return newest first; by what is known of them */
    List<Verdict> verdicts(NavigableSet<String> ids) throws IOException {
        List<Candidate> all = ids.stream()
                .map(id -> new Candidate(id, SnapshotId.time(id), known.getOrDefault(id, Condition.UNREAD)))
                .toList();
        Rules rules = Rules.of(group);
        List<Verdict> withoutHolds = RetentionPolicy.decide(all, rules, List.of(), now);
        List<String> going = going(withoutHolds);
        // Each is asked for by its name: a listing that lacks one would remove what it holds.
        List<Hold> holds = new Holds(repository).of(group.id(), going);
        return holds.isEmpty() ? withoutHolds : RetentionPolicy.decide(all, rules, holds, now);
    }

    /**
     * Reads snapshots from the newest on until one is whole, so that something is left whatever goes.
     *
     * @throws DamagedException if none is
     */
    void findWhole(NavigableSet<String> ids, Expiry.Elsewhere elsewhere) throws IOException {
        for (String id : ids.descendingSet()) {
            try {
                SnapshotManifest manifest = repository.manifest(group.id(), id);
                SnapshotReader.checkUnproved(repository, manifest, THREADS);
                elsewhere.check(manifest);
                known.put(id, Condition.WHOLE);
                return;
            } catch (DamagedException | NoSnapshotException e) {
                known.put(id, Condition.DAMAGED);
            }
        }
        throw new DamagedException("%s: no snapshot of %s is whole, so none is removed: 'repo heal', or take one"
                .formatted(repository.name(), group.id()));
    }

    static List<String> going(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(Verdict.Expire.class::isInstance)
                .map(verdict -> verdict.candidate().id())
                .toList();
    }

    static Set<String> goingSet(List<Verdict> verdicts) {
        return Set.copyOf(going(verdicts));
    }
}
