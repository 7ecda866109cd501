package io.lifeboat.backup.wal;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.store.ObjectExistsException;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The WAL of one place. An object is created once, named by the SHA-256 of its bytes and never changed, so that WAL is
 * never overwritten with other WAL. Thread-safe.
 */
public final class WalArchive {

    private final Repository repository;
    private final WalSeal seal;

    public WalArchive(Repository repository) {
        this.repository = repository;
        this.seal = new WalSeal(repository);
    }

    public String name() {
        return repository.name();
    }

    Repository repository() {
        return repository;
    }

    /**
     * What lies there, by the cluster's system id.
     *
     * @throws DamagedException if no piece of a cluster can be read, so that nobody can tell where its segments begin
     */
    Map<String, WalInventory> inventories() throws IOException {
        return inventories(WalKey.FOLDER);
    }

    WalInventory inventory(String systemId, long segmentSize) throws IOException {
        Map<String, WalInventory> found = inventories(WalKey.FOLDER + systemId + "/");
        return found.getOrDefault(systemId, WalInventory.empty(systemId, segmentSize));
    }

    private Map<String, WalInventory> inventories(String folder) throws IOException {
        Map<String, List<Listed>> bySystem = new TreeMap<>();
        for (ObjectStore.Head head : ObjectKeys.all(repository.store(), folder)) {
            WalKey.parse(head.key())
                    .ifPresent(name -> bySystem.computeIfAbsent(name.systemId(), none -> new ArrayList<>())
                            .add(new Listed(name, head)));
        }
        Map<String, WalInventory> inventories = new TreeMap<>();
        for (Map.Entry<String, List<Listed>> one : bySystem.entrySet()) {
            inventories.put(one.getKey(), inventory(one.getKey(), one.getValue()));
        }
        return inventories;
    }

    private record Listed(WalKey.Parsed name, ObjectStore.Head head) {}

    private WalInventory inventory(String systemId, List<Listed> listed) throws IOException {
        Map<Integer, List<String>> histories = new HashMap<>();
        List<Listed> files = new ArrayList<>();
        for (Listed one : listed) {
            if (one.name().history()) {
                histories
                        .computeIfAbsent(one.name().timeline(), none -> new ArrayList<>())
                        .add(one.head().key());
            } else {
                files.add(one);
            }
        }
        if (files.isEmpty()) {
            return new WalInventory(systemId, 1L << 24, List.of(), histories);
        }
        long size = segmentSize(files);
        List<StoredPiece> pieces = new ArrayList<>();
        for (Listed one : files) {
            one.name()
                    .piece(size)
                    .ifPresent(piece -> pieces.add(new StoredPiece(
                            piece,
                            one.name(),
                            one.head().key(),
                            one.head().size(),
                            one.head().modified())));
        }
        return new WalInventory(systemId, size, pieces, histories);
    }

    /** By the smallest that can be read: every one has it, and the names do not. */
    private long segmentSize(List<Listed> files) throws IOException {
        DamagedException damaged = new DamagedException(name() + ": no WAL can be read");
        for (Listed one : files.stream()
                .sorted(Comparator.comparingLong(one -> one.head().size()))
                .toList()) {
            try {
                return open(one.name(), one.head().key()).segmentSize();
            } catch (DamagedException e) {
                damaged.addSuppressed(e);
            }
        }
        throw damaged;
    }

    /**
     * Durable, read back and compared when this returns.
     *
     * @param lastAt when the server sent the last of it
     */
    StoredPiece put(WalPiece piece, byte[] wal, Instant lastAt) throws IOException {
        if (wal.length != piece.span().length()) {
            throw new IllegalArgumentException(wal.length + " bytes for " + piece.describe());
        }
        ObjectStore.Head head =
                put(WalKey.of(piece), new WalSeal.Opened((int) piece.segment().size(), lastAt, wal));
        return new StoredPiece(piece, WalKey.parse(head.key()).orElseThrow(), head.key(), head.size(), head.modified());
    }

    ObjectStore.Head put(WalKey key, WalSeal.Opened content) throws IOException {
        byte[] stored = seal.seal(key, content);
        String name = key.key(Hash.sha256(stored));
        try {
            repository.store().create(name, stored);
        } catch (ObjectExistsException e) {
            // What lies under the name of these very bytes and is something else, is damaged.
            repository.store().delete(name);
            repository.store().create(name, stored);
        }
        WalKey.Parsed parsed = WalKey.parse(name).orElseThrow();
        try {
            if (!Arrays.equals(open(parsed, name).plain(), content.plain())) {
                throw new DamagedException("%s: %s is not what was written".formatted(name(), name));
            }
        } catch (DamagedException e) {
            repository.store().delete(name);
            throw e;
        }
        return new ObjectStore.Head(name, stored.length, content.lastAt());
    }

    /** @throws DamagedException if it is not there, or not what was written there */
    WalSeal.Opened read(StoredPiece piece) throws IOException {
        WalSeal.Opened opened = open(piece.name(), piece.key());
        if (opened.plain().length != piece.piece().span().length()
                || opened.segmentSize() != piece.piece().segment().size()) {
            throw new DamagedException("%s: %s has another length than its name says".formatted(name(), piece.key()));
        }
        return opened;
    }

    /** No error if it is not there. */
    void remove(StoredPiece piece) throws IOException {
        repository.store().delete(piece.key());
    }

    /** Of which there is anything, whether it can be read or not. */
    Set<String> systems() throws IOException {
        Set<String> systems = new TreeSet<>();
        for (ObjectStore.Head head : ObjectKeys.all(repository.store(), WalKey.FOLDER)) {
            WalKey.parse(head.key()).ifPresent(name -> systems.add(name.systemId()));
        }
        return systems;
    }

    /** What can't be read, in words; it reads all of it. */
    List<DamagedException> damaged(WalInventory inventory, long from) throws IOException {
        List<DamagedException> damaged = new ArrayList<>();
        for (StoredPiece piece : inventory.pieces()) {
            if (piece.piece().span().to() > from) {
                try {
                    read(piece);
                } catch (DamagedException e) {
                    if (!isReplaced(piece, inventory)) {
                        damaged.add(e);
                    }
                }
            }
        }
        for (List<String> keys : inventory.histories().values()) {
            for (String key : keys) {
                try {
                    open(WalKey.parse(key).orElseThrow(), key);
                } catch (DamagedException e) {
                    damaged.add(e);
                }
            }
        }
        return damaged;
    }

    /** Whether it was made one with others since it was listed: somebody receives just now. */
    private boolean isReplaced(StoredPiece piece, WalInventory listed) throws IOException {
        if (repository.store().get(piece.key()).isPresent()) {
            return false;
        }
        Span span = piece.piece().span();
        List<Span> now = inventory(listed.systemId(), listed.segmentSize())
                .spans(piece.piece().segment().timeline());
        return Span.reach(now, span.from()) >= span.to();
    }

    /** Of this place. */
    WalHistories histories() {
        return new WalHistories(this);
    }

    WalSeal.Opened open(WalKey.Parsed name, String key) throws IOException {
        byte[] stored = repository
                .store()
                .get(key)
                .orElseThrow(() -> new DamagedException("%s: %s is not there".formatted(name(), key)))
                .bytes();
        if (!Hash.sha256(stored).equals(name.sum())) {
            throw new DamagedException("%s: %s does not match its name".formatted(name(), key));
        }
        try {
            return seal.open(name.key(), stored);
        } catch (DamagedException e) {
            throw new DamagedException("%s: %s: %s".formatted(name(), key, e.getMessage()), e);
        }
    }
}
