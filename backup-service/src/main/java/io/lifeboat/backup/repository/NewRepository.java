package io.lifeboat.backup.repository;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.KeyFiles;
import io.lifeboat.backup.key.KeySource;
import io.lifeboat.backup.key.WrongKeyException;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes repositories. */
public final class NewRepository {

    private NewRepository() {}

    /**
     * A new one. Two that do so at the same time end up with one.
     *
     * @param twin another place of the same backups, whose keys the new one shares; none for the first
     * @throws WrongKeyException if there is no key, and nobody has said that it is to be without
     */
    public static Repository create(ObjectStore store, Encryption encryption, @Nullable Repository twin, Instant now)
            throws IOException {
        KeySource key = encryption.key();
        boolean encrypted = twin == null ? !encryption.off() : twin.keys().isPresent();
        if (encrypted && key == null) {
            throw new WrongKeyException(
                    "%s: a new repository is encrypted, and there is no key: set %s to file:/path or env:NAME, or %s=off"
                            .formatted(store.name(), Encryption.KEY, Encryption.SWITCH));
        }
        if (encrypted && key != null) {
            KeyFiles files = new KeyFiles(store);
            if (twin == null || twin.keys().isEmpty()) {
                files.create(key, "first", now);
            } else {
                removeUnused(store, files);
                twin.keyFiles().copyTo(files, twin.keys().orElseThrow());
            }
        }
        InfoFiles.create(store, RepositoryInfo.create(Repository.newId(), encrypted, now));
        return Repository.open(store, encryption)
                .orElseThrow(() -> new IOException(store.name() + ": the new repo.json is not there any more"));
    }

    /** Keys of a repository that a crash has kept from coming to be. Where there is data, they may be its keys. */
    private static void removeUnused(ObjectStore store, KeyFiles files) throws IOException {
        boolean used = !store.list(RepositoryLayout.PACKS, null).objects().isEmpty()
                || !store.list(RepositoryLayout.MANIFESTS, null).objects().isEmpty();
        if (!used) {
            files.removeAll();
        }
    }
}
