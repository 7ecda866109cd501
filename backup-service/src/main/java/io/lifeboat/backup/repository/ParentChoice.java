package io.lifeboat.backup.repository;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** The snapshot that a new one builds on, and where it is read: the newest that is whole in some place. */
public record ParentChoice(Repository repository, SnapshotManifest manifest) {

    private static final Logger LOG = Logger.getLogger(ParentChoice.class);

    /** So many may be damaged before it is quicker to store everything again. */
    private static final int TRIED = 3;

    public static Optional<ParentChoice> newest(List<Repository> repositories, String component, int threads) {
        TreeSet<String> ids = new TreeSet<>();
        for (Repository repository : repositories) {
            try {
                ids.addAll(repository.snapshots(component));
            } catch (IOException e) {
                LOG.warnf("nothing is built on what %s has: %s", repository.name(), e.getMessage());
            }
        }
        for (String id : ids.descendingSet().stream().limit(TRIED).toList()) {
            for (Repository repository : repositories) {
                try {
                    SnapshotManifest manifest = repository.manifest(component, id);
                    SnapshotReader.check(repository, manifest, threads);
                    return Optional.of(new ParentChoice(repository, manifest));
                } catch (IOException e) {
                    LOG.warnf("nothing is built on %s: %s", id, e.getMessage());
                }
            }
        }
        return Optional.empty();
    }
}
