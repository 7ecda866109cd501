package io.lifeboat.backup.wal;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One place and how far it has come. What is wrong with it concerns no other. */
final class WalPlace {

    private static final Logger LOG = Logger.getLogger(WalPlace.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

    private final ObjectStore store;
    private final List<ObjectStore> all;
    private final Encryption encryption;
    private final WalShipper shipper;
    private @Nullable WalArchive archive;
    private Instant notBefore = Instant.EPOCH;
    private volatile @Nullable String trouble;

    /** @param all places of the backup: the first that is made gets keys, and the others the same */
    WalPlace(ObjectStore store, List<ObjectStore> all, Encryption encryption, WalShipper shipper) {
        this.store = store;
        this.all = List.copyOf(all);
        this.encryption = encryption;
        this.shipper = shipper;
    }

    String name() {
        return store.name();
    }

    WalShipper shipper() {
        return shipper;
    }

    /** Why nothing can be brought there; none if it can. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** @return whether anything was shipped, so that there may be more */
    boolean step(Instant now) {
        if (now.isBefore(notBefore)) {
            return false;
        }
        try {
            boolean more = shipper.step(open(now), now);
            trouble = null;
            return more;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // Whatever it is: a thread that ended here would bring nothing any more, and say nothing of it.
            shipper.forget();
            archive = null;
            notBefore = now.plus(AGAIN_AFTER);
            if (trouble == null) {
                LOG.warnf("WAL is not brought to %s, and goes on to the others: %s", name(), e.getMessage());
            }
            trouble = String.valueOf(e.getMessage());
            return false;
        }
    }

    /** @throws IOException if it can't be worked with now */
    synchronized WalArchive open(Instant now) throws IOException {
        WalArchive open = archive == null ? new WalArchive(repository(now)) : archive;
        archive = open;
        return open;
    }

    private Repository repository(Instant now) throws IOException {
        Optional<Repository> there = Repository.open(store, encryption);
        if (there.isPresent()) {
            return there.get();
        }
        Depot made = Depot.openOrCreate(all, encryption, now);
        for (Repository one : made.repositories()) {
            if (one.name().equals(name())) {
                return one;
            }
        }
        throw made.failures().getOrDefault(name(), new IOException(name() + ": there is no repository"));
    }
}
