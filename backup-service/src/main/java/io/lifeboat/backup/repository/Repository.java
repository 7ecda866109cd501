package io.lifeboat.backup.repository;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.KeyFiles;
import io.lifeboat.backup.key.KeyRing;
import io.lifeboat.backup.key.KeySource;
import io.lifeboat.backup.key.WrongKeyException;
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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One place with its keys. Packs first, then the manifest that needs them: a snapshot exists from the moment that its
 * manifest does, and a crash before leaves packs that nothing needs. Thread-safe.
 */
public final class Repository {

    private final ObjectStore store;
    private final RepositoryInfo info;
    private final @Nullable KeyRing keys;
    private final FrameCipher cipher;
    private final ManifestSeal seal;
    private final Set<Hash> proved = ConcurrentHashMap.newKeySet();

    private Repository(ObjectStore store, RepositoryInfo info, @Nullable KeyRing keys) {
        this.store = store;
        this.info = info;
        this.keys = keys;
        this.cipher = keys == null ? FrameCipher.NONE : keys;
        this.seal = new ManifestSeal(info.id(), keys);
    }

    /**
     * None if there is none.
     *
     * @throws WrongKeyException if the key does not open it, or there is a key and it is not encrypted: else who can write
     *     to it could put an open one in its place
     */
    public static Optional<Repository> open(ObjectStore store, Encryption encryption) throws IOException {
        Optional<RepositoryInfo> found = InfoFiles.read(store);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RepositoryInfo info = found.get();
        KeySource key = encryption.key();
        if (!info.encrypted() && key != null && !encryption.off()) {
            throw new WrongKeyException(
                    "%s: the repository is not encrypted, though %s is set: set %s=off if that is right"
                            .formatted(store.name(), Encryption.KEY, Encryption.SWITCH));
        }
        if (!info.encrypted()) {
            return Optional.of(new Repository(store, info, null));
        }
        if (key == null) {
            throw new WrongKeyException("%s: the repository is encrypted: set %s to file:/path or env:NAME of its key"
                    .formatted(store.name(), Encryption.KEY));
        }
        return Optional.of(new Repository(store, info, new KeyFiles(store).open(key)));
    }

    /** What a crash has left of a new one is made whole. */
    void settle() throws IOException {
        InfoFiles.mend(store);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    /** Whether what is written for one can be read in the other. */
    public boolean sharesKeysWith(Repository other) {
        KeyRing theirs = other.keys;
        if (keys == null || theirs == null) {
            return keys == null && theirs == null;
        }
        return keys.opensTheSameAs(theirs);
    }

    /** Both get what the other has of the generations of their key, if it is one key. They must be opened again then. */
    boolean exchangeGenerations(Repository other) throws IOException {
        KeyRing theirs = other.keys;
        if (keys == null || theirs == null || !keys.isOfTheSameFamilyAs(theirs)) {
            return false;
        }
        keyFiles().copyGenerationsTo(other.keyFiles(), keys);
        other.keyFiles().copyGenerationsTo(keyFiles(), theirs);
        return true;
    }

    /** None if it is not encrypted. */
    public Optional<KeyRing> keys() {
        return Optional.ofNullable(keys);
    }

    public KeyFiles keyFiles() {
        return new KeyFiles(store);
    }

    /** @throws DamagedException if anything that all of it depends on is not what was written */
    public void check() throws IOException {
        InfoFiles.check(store, info);
        if (keys != null) {
            keyFiles().check(keys);
        }
        new Tombstones(this).list();
        new Holds(this).check();
        new Evidence(this).check();
    }

    public String name() {
        return store.name();
    }

    /** Unique. What is sealed here is bound to it. */
    public String id() {
        return info.id();
    }

    public ObjectStore store() {
        return store;
    }

    public FrameCipher cipher() {
        return cipher;
    }

    /** Durable, and read back, when this returns. */
    public void add(Pack pack) throws IOException {
        write(pack.name(), pack.bytes());
    }

    /**
     * The same for a pack that another repository has. What lies there under its name and is something else is damaged,
     * and gives way.
     */
    void put(Hash name, byte[] bytes) throws IOException {
        if (!Hash.sha256(bytes).equals(name)) {
            throw new DamagedException("pack %s does not match its name, and is not stored".formatted(name));
        }
        write(name, bytes);
    }

    private void write(Hash name, byte[] bytes) throws IOException {
        String key = RepositoryLayout.pack(name);
        try {
            store.create(key, bytes);
        } catch (ObjectExistsException e) {
            store.delete(key);
            store.create(key, bytes);
        }
        prove(name);
    }

    public boolean has(Hash pack) throws IOException {
        return store.head(RepositoryLayout.pack(pack)).isPresent();
    }

    /** Whether it was read whole since this was opened. */
    boolean isProved(Hash pack) {
        return proved.contains(pack);
    }

    /**
     * Reads all of it, and keeps nothing.
     *
     * @throws DamagedException if it is not there, or not what its name says
     */
    public void prove(Hash name) throws IOException {
        String sum = store.sha256(RepositoryLayout.pack(name)).orElseThrow(() -> isMissing(name));
        if (!sum.equals(name.hex())) {
            throw isAnother(name);
        }
        proved.add(name);
    }

    /** @throws DamagedException if it is not there, or not what its name says */
    public byte[] pack(Hash name) throws IOException {
        byte[] bytes = store.get(RepositoryLayout.pack(name))
                .orElseThrow(() -> isMissing(name))
                .bytes();
        if (!Hash.sha256(bytes).equals(name)) {
            throw isAnother(name);
        }
        proved.add(name);
        return bytes;
    }

    private DamagedException isMissing(Hash pack) {
        return new DamagedException("%s: pack %s is not there".formatted(name(), pack));
    }

    private DamagedException isAnother(Hash pack) {
        return new DamagedException("%s: pack %s does not match its name".formatted(name(), pack));
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

    /**
     * Call it when every pack that the manifest names is here. From then on the snapshot exists. One whose manifest is not
     * what was written is taken back.
     */
    public void commit(SnapshotManifest manifest) throws IOException {
        String key = RepositoryLayout.manifest(manifest.component(), manifest.id());
        store.create(key, seal.seal(manifest));
        try {
            manifest(manifest.component(), manifest.id());
        } catch (DamagedException e) {
            store.delete(key);
            throw e;
        }
    }

    /** As if it had never been. Its packs stay. */
    public void takeBack(SnapshotManifest manifest) throws IOException {
        remove(manifest.component(), manifest.id());
    }

    /** The manifest: the snapshot exists no longer. Whoever calls it has a tombstone for it. */
    public void remove(String component, String id) throws IOException {
        store.delete(RepositoryLayout.manifest(component, id));
    }

    /** Whoever calls it knows that nothing needs it, and has a tombstone for it. */
    public void remove(Hash pack) throws IOException {
        proved.remove(pack);
        store.delete(RepositoryLayout.pack(pack));
    }

    /**
     * Locks all that a snapshot consists of where the place has locks: what of it is older is held longer then.
     *
     * @param until the snapshot can't be removed before that, by nobody
     */
    public void lock(SnapshotManifest manifest, Instant until) throws IOException {
        if (store.hasLocks()) {
            for (Hash pack : manifest.packs()) {
                store.lock(RepositoryLayout.pack(pack), until);
            }
            store.lock(RepositoryLayout.manifest(manifest.component(), manifest.id()), until);
        }
    }

    /** Until when it can't be removed; none where nothing forbids it. */
    public Optional<Instant> lockedUntil(String component, String id) throws IOException {
        return store.lockedUntil(RepositoryLayout.manifest(component, id));
    }

    public Optional<Instant> lockedUntil(Hash pack) throws IOException {
        return store.lockedUntil(RepositoryLayout.pack(pack));
    }

    /** Asked by its name, so that no listing need be believed. */
    public boolean has(String component, String id) throws IOException {
        return store.head(RepositoryLayout.manifest(component, id)).isPresent();
    }

    /** Every snapshot of every component, as {@code component/id}. */
    public NavigableSet<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (ObjectStore.Head head : ObjectKeys.all(store, RepositoryLayout.MANIFESTS)) {
            RepositoryLayout.nameOf(head.key()).ifPresent(names::add);
        }
        return names;
    }

    /** Packs that nobody has written to for a while, by the store's own clock. */
    public Set<Hash> packsBefore(Instant time) throws IOException {
        Set<Hash> packs = new HashSet<>();
        for (ObjectStore.Head head : ObjectKeys.all(store, RepositoryLayout.PACKS)) {
            if (head.modified().isBefore(time)) {
                RepositoryLayout.packOf(head.key()).ifPresent(packs::add);
            }
        }
        return packs;
    }

    /** In the place of a manifest that is damaged or missing, by what a twin has of it. */
    void recommit(SnapshotManifest manifest) throws IOException {
        store.delete(RepositoryLayout.manifest(manifest.component(), manifest.id()));
        commit(manifest);
    }

    /**
     * @throws NoSnapshotException if there is none
     * @throws DamagedException if it is not what was committed here under this id
     */
    public SnapshotManifest manifest(String component, String id) throws IOException {
        byte[] bytes = store.get(RepositoryLayout.manifest(component, id))
                .orElseThrow(() -> new NoSnapshotException(name(), id))
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
