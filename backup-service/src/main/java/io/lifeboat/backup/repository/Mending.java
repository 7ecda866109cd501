package io.lifeboat.backup.repository;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.KeyFiles;
import io.lifeboat.backup.key.KeyRing;
import io.lifeboat.backup.key.WrongKeyException;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts right what a place needs to be opened at all: its keys and {@code repo.json}, from a place that has them. */
public final class Mending {

    private final List<ObjectStore> stores;
    private final Encryption encryption;
    private final List<String> done = new ArrayList<>();

    public Mending(List<ObjectStore> stores, Encryption encryption) {
        this.stores = List.copyOf(stores);
        this.encryption = encryption;
    }

    /** @return what was mended, in words */
    public List<String> mend(Instant now) throws IOException {
        Depot depot = Depot.open(stores, encryption);
        Repository twin = depot.repositories().stream()
                .filter(Mending::isGood)
                .findFirst()
                .orElse(null);
        if (twin == null) {
            return done;
        }
        for (ObjectStore store : stores) {
            IOException failure = depot.failures().get(store.name());
            if (!store.name().equals(twin.name())
                    && (failure == null || isDamage(failure))
                    && !depot.absent().contains(store.name())) {
                mendKeys(store, twin);
                mendInfo(store, twin, now);
            }
        }
        return done;
    }

    private void mendKeys(ObjectStore store, Repository twin) throws IOException {
        KeyRing ring = twin.keys().orElse(null);
        if (ring != null) {
            for (String key : new KeyFiles(store).mendFrom(twin.keyFiles(), ring)) {
                done.add("%s: %s was put back from %s".formatted(store.name(), key, twin.name()));
            }
        }
    }

    /** Where both copies are lost the repository gets a new id, and its manifests are sealed again by what the twin has. */
    private void mendInfo(ObjectStore store, Repository twin, Instant now) throws IOException {
        boolean mended;
        try {
            mended = InfoFiles.mend(store);
        } catch (DamagedException e) {
            InfoFiles.replace(
                    store, RepositoryInfo.create(Repository.newId(), twin.keys().isPresent(), now));
            mended = true;
        }
        if (mended) {
            done.add(store.name() + ": repo.json was put back");
        }
    }

    private static boolean isGood(Repository repository) {
        try {
            repository.check();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A key that opens the twin and not this place may be kept from it by damage: the keys themselves tell. */
    private static boolean isDamage(IOException failure) {
        return failure instanceof DamagedException || failure instanceof WrongKeyException;
    }
}
