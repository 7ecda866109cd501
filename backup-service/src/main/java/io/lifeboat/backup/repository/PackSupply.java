package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/** Sees to it that a repository has every pack of a snapshot, whole: what is missing or damaged there comes from another. */
final class PackSupply {

    private static final Logger LOG = Logger.getLogger(PackSupply.class);

    private final List<Repository> all;

    PackSupply(List<Repository> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads each pack that was not read since the repository was opened.
     *
     * @return how many came from another
     * @throws DamagedException naming the first that nobody has
     */
    int complete(Repository to, SnapshotManifest manifest) throws IOException {
        int copied = 0;
        for (Hash pack : manifest.packs()) {
            if (!to.isProved(pack)) {
                try {
                    to.prove(pack);
                } catch (DamagedException e) {
                    copy(to, pack, e);
                    copied++;
                }
            }
        }
        return copied;
    }

    private void copy(Repository to, Hash pack, DamagedException why) throws IOException {
        for (Repository other : all) {
            if (other != to && other.sharesKeysWith(to)) {
                byte[] bytes;
                try {
                    bytes = other.pack(pack);
                } catch (IOException e) {
                    why.addSuppressed(e);
                    continue;
                }
                to.put(pack, bytes);
                LOG.warnf("%s: it was copied there from %s", why.getMessage(), other.name());
                return;
            }
        }
        throw why;
    }
}
