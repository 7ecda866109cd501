package io.lifeboat.backup.repository;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lifeboat.backup.key.KeyFiles;
import io.lifeboat.backup.key.KeyRing;
import io.lifeboat.backup.key.KeySource;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.FrameEntry;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.pack.Pack;
import io.lifeboat.backup.pack.PackReader;
import io.lifeboat.backup.store.ObjectExistsException;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One place with its keys. Packs first, then the manifest that needs them: a snapshot exists from the moment that its
 * manifest does, and a crash before leaves packs that nothing needs. Thread-safe.
 */
public final class Repository {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final ObjectStore store;
    private final RepositoryInfo info;
    private final FrameCipher cipher;
    private final ManifestSeal seal;

    private Repository(ObjectStore store, RepositoryInfo info, @Nullable KeyRing keys) {
        this.store = store;
        this.info = info;
        this.cipher = keys == null ? FrameCipher.NONE : keys;
        this.seal = new ManifestSeal(info.id(), keys);
    }

    /**
     * @param key what opens it; none for one that is not encrypted
     * @throws io.lifeboat.backup.key.WrongKeyException if the key does not open it
     */
    public static Optional<Repository> open(ObjectStore store, @Nullable KeySource key) throws IOException {
        Optional<ObjectStore.Stored> stored = store.get(RepositoryLayout.INFO);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        RepositoryInfo info;
        try {
            info = JSON.readValue(stored.get().bytes(), RepositoryInfo.class);
        } catch (JacksonException e) {
            throw new DamagedException(store.name() + ": repo.json can't be read: " + e.getOriginalMessage(), e);
        }
        if (info.format() != RepositoryInfo.FORMAT) {
            throw new IOException("%s: a repository of format %d, this Lifeboat knows %d: use a newer one"
                    .formatted(store.name(), info.format(), RepositoryInfo.FORMAT));
        }
        if (!info.encrypted()) {
            return Optional.of(new Repository(store, info, null));
        }
        if (key == null) {
            throw new IOException(store.name() + ": the repository is encrypted: set LIFEBOAT_BACKUP_KEY to its key");
        }
        return Optional.of(new Repository(store, info, new KeyFiles(store).open(key)));
    }

    /**
     * A new one. Two that do so at the same time end up with one.
     *
     * @param twin another place of the same backups, whose keys the new one shares; none for the first
     */
    public static Repository create(ObjectStore store, @Nullable KeySource key, @Nullable Repository twin, Instant now)
            throws IOException {
        if (key != null) {
            KeyFiles keys = new KeyFiles(store);
            if (twin != null && twin.info.encrypted()) {
                new KeyFiles(twin.store).copyTo(keys);
            } else if (keys.list().isEmpty()) {
                keys.create(key, "first", now);
            }
        }
        RepositoryInfo info =
                new RepositoryInfo(RepositoryInfo.FORMAT, UUID.randomUUID().toString(), key != null, now);
        try {
            store.create(RepositoryLayout.INFO, JSON.writeValueAsBytes(info));
        } catch (ObjectExistsException e) {
            // Somebody else was faster: theirs it is.
        }
        return open(store, key)
                .orElseThrow(() -> new IOException(store.name() + ": the new repo.json is not there any more"));
    }

    public String name() {
        return store.name();
    }

    public ObjectStore store() {
        return store;
    }

    public FrameCipher cipher() {
        return cipher;
    }

    /** Durable, and read back, when this returns. */
    public void add(Pack pack) throws IOException {
        store.create(RepositoryLayout.pack(pack.name()), pack.bytes());
        pack(pack.name());
    }

    public boolean has(Hash pack) throws IOException {
        return store.head(RepositoryLayout.pack(pack)).isPresent();
    }

    /** @throws DamagedException if it is not there, or not what its name says */
    public byte[] pack(Hash name) throws IOException {
        byte[] bytes = store.get(RepositoryLayout.pack(name))
                .orElseThrow(() -> new DamagedException("%s: pack %s is not there".formatted(name(), name)))
                .bytes();
        if (!Hash.sha256(bytes).equals(name)) {
            throw new DamagedException("%s: pack %s does not match its name".formatted(name(), name));
        }
        return bytes;
    }

    /** A part of a pack, as it lies there. */
    public byte[] range(Hash pack, int offset, int length) throws IOException {
        return store.range(RepositoryLayout.pack(pack), offset, length);
    }

    public List<FrameEntry> frames(Hash pack) throws IOException {
        return PackReader.frames(cipher, store, RepositoryLayout.pack(pack), pack);
    }

    /** Every pack that lies here, whether anything needs it or not. */
    public Set<Hash> packs() throws IOException {
        Set<Hash> packs = new HashSet<>();
        for (ObjectStore.Head head : ObjectKeys.all(store, RepositoryLayout.PACKS)) {
            RepositoryLayout.packOf(head.key()).ifPresent(packs::add);
        }
        return packs;
    }

    /** Call it when every pack that the manifest names is here. From then on the snapshot exists. */
    public void commit(SnapshotManifest manifest) throws IOException {
        store.create(RepositoryLayout.manifest(manifest.component(), manifest.id()), seal.seal(manifest));
        manifest(manifest.component(), manifest.id());
    }

    /** @throws DamagedException if it is not there, or is not what was committed here under this id */
    public SnapshotManifest manifest(String component, String id) throws IOException {
        byte[] bytes = store.get(RepositoryLayout.manifest(component, id))
                .orElseThrow(() -> new DamagedException("%s: has no snapshot %s".formatted(name(), id)))
                .bytes();
        try {
            return seal.open(component, id, bytes);
        } catch (DamagedException e) {
            throw new DamagedException(name() + ": " + e.getMessage(), e);
        }
    }

    /** Of a component, oldest first. */
    public NavigableSet<String> snapshots(String component) throws IOException {
        TreeSet<String> ids = new TreeSet<>();
        for (ObjectStore.Head head : ObjectKeys.all(store, RepositoryLayout.manifests(component))) {
            RepositoryLayout.snapshotOf(head.key()).ifPresent(ids::add);
        }
        return ids;
    }
}
