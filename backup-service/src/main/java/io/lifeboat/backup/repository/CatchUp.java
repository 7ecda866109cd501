package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Makes the repositories of a backup equal again, from each other. */
public final class CatchUp {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);

    private final List<Repository> all;
    private final PackSupply packs;

    /** @param all of one key */
    public CatchUp(List<Repository> all) {
        this.all = List.copyOf(all);
        this.packs = new PackSupply(all);
    }

    /**
     * @param packs that were missing or damaged, and are whole now
     * @param snapshots the same for manifests
     * @param lost what no place has whole, each in words
     */
    public record Healed(int packs, int snapshots, List<String> lost) {
        public Healed {
            lost = List.copyOf(lost);
        }
    }

    /** Every pack that the manifest names is in the repository, read whole, and then the manifest. */
    public void commit(Repository to, SnapshotManifest manifest, WriteIntents intents) throws IOException {
        packs.complete(to, manifest);
        intents.commit(to, manifest, () -> to.commit(manifest));
    }

    /**
     * What the repository has missed while it was away: snapshots that others have, newer than its own newest. Older ones
     * it may have lost on purpose.
     *
     * @param own what it had before
     */
    public void fetchMissed(Repository to, String component, Set<String> own, String before, WriteIntents intents) {
        if (own.isEmpty()) {
            return;
        }
        String newest = new TreeSet<>(own).last();
        if (newest.compareTo(before) >= 0) {
            // Another has finished meanwhile, or a clock went back: who begins later finds what is missing.
            return;
        }
        for (Repository other : all) {
            try {
                for (String id : other == to
                        ? Set.<String>of()
                        : other.snapshots(component).subSet(newest, false, before, false)) {
                    if (own.add(id)) {
                        commit(to, other.manifest(component, id), intents);
                        LOG.infof("%s: has caught up with snapshot %s of %s", to.name(), id, component);
                    }
                }
            } catch (IOException e) {
                LOG.warnf("%s: has not caught up: %s", to.name(), e.getMessage());
            }
        }
    }

    /**
     * Every snapshot that any place has is whole in every place when this returns, or is among the lost. What a place has
     * removed on purpose stays removed there.
     */
    public Healed heal(Collection<String> components, Clock clock) {
        int packs = 0;
        int snapshots = 0;
        List<String> lost = new ArrayList<>();
        try (WriteIntents intents = new WriteIntents("repo heal", clock)) {
            for (Repository to : all) {
                try {
                    intents.begin(to);
                    new Tombstones(to).removeDamaged();
                    new HoldMending(all).mend(to, clock.instant());
                } catch (IOException e) {
                    lost.add(String.valueOf(e.getMessage()));
                    continue;
                }
                for (String component : components) {
                    Set<String> gone = gone(to, component, lost);
                    for (String id : ids(component, lost)) {
                        try {
                            Optional<SnapshotManifest> own = whole(to, component, id);
                            if (own.isEmpty() && gone.contains(id) && !to.has(component, id)) {
                                continue;
                            }
                            SnapshotManifest manifest = own.isPresent() ? own.get() : fromAnother(to, component, id);
                            packs += this.packs.complete(to, manifest);
                            if (own.isEmpty()) {
                                intents.commit(to, manifest, () -> to.recommit(manifest));
                                snapshots++;
                            }
                        } catch (IOException e) {
                            lost.add("snapshot %s: %s".formatted(id, e.getMessage()));
                        }
                    }
                }
                mendEvidence(to, lost);
            }
        }
        return new Healed(packs, snapshots, lost);
    }

    private void mendEvidence(Repository to, List<String> lost) {
        try {
            Set<String> here = new TreeSet<>();
            to.names().forEach(name -> here.add(name.substring(name.indexOf('/') + 1)));
            new Evidence(to).mendFrom(all.stream().filter(one -> one != to).toList(), here);
        } catch (IOException e) {
            lost.add(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Gives up a snapshot whose manifest nobody has whole any more: it keeps all else from expiring.
     *
     * @return the places that it was removed from
     * @throws IllegalArgumentException if a place has it: then it can be healed
     */
    public List<String> forget(String component, String id) throws IOException {
        List<String> places = new ArrayList<>();
        for (Repository one : all) {
            if (whole(one, component, id).isPresent()) {
                throw new IllegalArgumentException(
                        "%s can read the manifest of %s: 'repo heal' puts it back elsewhere".formatted(one.name(), id));
            }
        }
        for (Repository one : all) {
            if (one.has(component, id)) {
                one.remove(component, id);
                places.add(one.name());
            }
            // A hold of what is not there would hold for ever, and nobody would see it.
            new Holds(one).forget(component, id);
        }
        return places;
    }

    /** What it has removed on purpose, or was about to. */
    private static Set<String> gone(Repository to, String component, List<String> lost) {
        try {
            Set<String> gone = new TreeSet<>(new Tombstones(to).of(component));
            gone.addAll(new Removed(to).of(component));
            return gone;
        } catch (IOException e) {
            lost.add(String.valueOf(e.getMessage()));
            return Set.of();
        }
    }

    private Set<String> ids(String component, List<String> lost) {
        TreeSet<String> ids = new TreeSet<>();
        for (Repository one : all) {
            try {
                ids.addAll(one.snapshots(component));
            } catch (IOException e) {
                lost.add(String.valueOf(e.getMessage()));
            }
        }
        return ids;
    }

    private static Optional<SnapshotManifest> whole(Repository repository, String component, String id)
            throws IOException {
        try {
            return Optional.of(repository.manifest(component, id));
        } catch (DamagedException | NoSnapshotException e) {
            return Optional.empty();
        }
    }

    private SnapshotManifest fromAnother(Repository to, String component, String id) throws IOException {
        DamagedException why = new DamagedException(to.name() + ": its manifest is damaged or missing");
        for (Repository other : all) {
            if (other != to) {
                try {
                    return other.manifest(component, id);
                } catch (IOException e) {
                    why.addSuppressed(e);
                }
            }
        }
        throw why;
    }
}
