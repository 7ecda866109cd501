package io.lifeboat.backup.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.backup.store.ObjectExistsException;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The repository's {@code keys/}: {@code slot-ID.json} for each secret that opens it, {@code generation-NNN.json} for
 * each generation of the data's key. Without all of its slots a repository is lost; they may be copied anywhere.
 */
public final class KeyFiles {

    static final int FORMAT = 1;

    private static final int ID = 8;

    private final ObjectStore store;
    private final KeyObjects objects;
    private final KeySlot.Cost cost;

    public KeyFiles(ObjectStore store) {
        this(store, KeySlot.SCRYPT);
    }

    /** @param cost of a passphrase: tests need not wait for it */
    KeyFiles(ObjectStore store, KeySlot.Cost cost) {
        this.store = store;
        this.objects = new KeyObjects(store);
        this.cost = cost;
    }

    /** A slot as people see it. */
    public record Slot(String id, String kind, String label, Instant createdAt) {}

    /**
     * Makes the first keys of a new repository: the slot first, because data that is encrypted with a key which no slot
     * holds is lost. Done again after a crash, or by two at once, it ends with the keys of one of them.
     */
    public KeyRing create(KeySource source, String label, Instant now) throws IOException {
        if (objects.generations().isEmpty()) {
            List<byte[]> left = objects.shared(source, objects.slots(), new ArrayList<>());
            byte[] shared = left.isEmpty() ? Aes.random(Derived.KEY) : left.getFirst();
            KeySlot slot = left.isEmpty() ? addSlot(source, label, shared, now) : null;
            try {
                addGeneration(1, shared);
            } catch (ObjectExistsException e) {
                // Somebody else was faster: theirs they are.
                if (slot != null) {
                    store.delete(KeyObjects.slotKey(slot.id()));
                }
            }
        }
        return open(source);
    }

    /** Only where nothing was ever encrypted with them. */
    public void removeAll() throws IOException {
        for (String key : objects.files("")) {
            store.delete(key);
        }
    }

    /** The same keys in another repository, so that both hold the same packs. */
    public void copyTo(KeyFiles other, KeyRing ring) throws IOException {
        for (String key : objects.files("")) {
            other.objects.write(key, objects.good(key, ring));
        }
    }

    public void copySlotTo(KeyFiles other, String id, KeyRing ring) throws IOException {
        other.objects.write(KeyObjects.slotKey(id), objects.good(KeyObjects.slotKey(id), ring));
    }

    /** What the data's key has become since, where the other was away: never slots, for one may have been removed. */
    public void copyGenerationsTo(KeyFiles other, KeyRing ring) throws IOException {
        for (String key : objects.generations()) {
            other.objects.write(key, objects.good(key, ring));
        }
    }

    /**
     * Puts the twin's in the place of what is missing here or is damaged. Nothing is touched unless both are seen to be
     * the same keys: what belongs to others is never overwritten.
     *
     * @param ring the twin's, opened
     * @return the names of what was put back
     */
    public List<String> mendFrom(KeyFiles twin, KeyRing ring) throws IOException {
        List<String> here = objects.files("");
        List<String> there = twin.objects.files("");
        boolean same = here.isEmpty();
        for (String key : here) {
            same |= there.contains(key) && Arrays.equals(objects.read(key), twin.objects.read(key));
        }
        List<String> mended = new ArrayList<>();
        for (String key : same ? there : List.<String>of()) {
            if (!here.contains(key)
                    || objects.trouble(key, objects.read(key), ring.shared()).isPresent()) {
                byte[] good = twin.objects.good(key, ring);
                store.delete(key);
                objects.write(key, good);
                mended.add(key);
            }
        }
        return mended;
    }

    /** @throws WrongKeyException if no slot opens */
    public KeyRing open(KeySource source) throws IOException {
        List<KeySlot> slots = objects.slots();
        List<DamagedException> damaged = new ArrayList<>();
        for (byte[] shared : objects.shared(source, slots, damaged)) {
            try {
                return open(shared);
            } catch (DamagedException e) {
                damaged.add(e);
            }
        }
        if (!damaged.isEmpty()) {
            throw damaged.getFirst();
        }
        throw new WrongKeyException(
                "%s: none of its %d key slots opens with %s".formatted(store.name(), slots.size(), source));
    }

    /** @throws DamagedException if anything in keys/ is not what was written, also a slot that is somebody else's */
    public void check(KeyRing ring) throws IOException {
        for (String key : objects.files("")) {
            Optional<String> trouble = objects.trouble(key, objects.read(key), ring.shared());
            if (trouble.isPresent()) {
                throw new DamagedException(trouble.get());
            }
        }
    }

    public List<Slot> list() throws IOException {
        return objects.slots().stream()
                .map(slot -> new Slot(slot.id(), slot.kind(), slot.label(), slot.createdAt()))
                .toList();
    }

    /** One more secret that opens all of it. */
    public Slot add(KeyRing ring, KeySource source, String label, Instant now) throws IOException {
        KeySlot slot = addSlot(source, label, ring.shared(), now);
        return new Slot(slot.id(), slot.kind(), slot.label(), slot.createdAt());
    }

    /**
     * That secret opens the repository no longer. Who has copied the slot before, and knows the secret, still has the key:
     * {@link #rotate} too if it was stolen.
     *
     * @param mine must open another slot: nobody locks himself out
     * @throws IllegalArgumentException if it is the last, without which nothing could ever be restored, or there is none
     */
    public void remove(KeySource mine, String id) throws IOException {
        List<KeySlot> slots = objects.slots();
        if (slots.stream().noneMatch(slot -> slot.id().equals(id))) {
            throw new IllegalArgumentException(store.name() + ": there is no key slot '" + id + "'");
        }
        if (slots.size() == 1) {
            throw new IllegalArgumentException(store.name()
                    + ": this is the last key slot, and without it nothing can be restored: add another first");
        }
        List<KeySlot> rest =
                slots.stream().filter(slot -> !slot.id().equals(id)).toList();
        if (objects.shared(mine, rest, new ArrayList<>()).isEmpty()) {
            throw new IllegalArgumentException("%s: '%s' is the slot of the key in use: remove it with another key set"
                    .formatted(store.name(), id));
        }
        store.delete(KeyObjects.slotKey(id));
    }

    /** What is written from here on is encrypted with a new key. */
    public KeyRing rotate(KeyRing ring) throws IOException {
        if (ring.generation() == KeyGeneration.LAST) {
            throw new IllegalArgumentException(
                    store.name() + ": its key was rotated 254 times: begin a new repository");
        }
        addGeneration(ring.generation() + 1, ring.shared());
        return open(ring.shared());
    }

    static byte[] bound(String to) {
        return ("lifeboat key " + to).getBytes(UTF_8);
    }

    private KeyRing open(byte[] shared) throws IOException {
        TreeMap<Integer, byte[]> masters = new TreeMap<>();
        for (String key : objects.generations()) {
            byte[] bytes = objects.read(key);
            masters.put(objects.generation(key, bytes), objects.openGeneration(key, bytes, shared));
        }
        if (masters.isEmpty()) {
            throw new DamagedException(store.name() + ": keys/ has no generation of the data's key");
        }
        return new KeyRing(shared, masters);
    }

    private KeySlot addSlot(KeySource source, String label, byte[] shared, Instant now) throws IOException {
        KeySlot slot = KeySlot.create(HexFormat.of().formatHex(Aes.random(ID)), label, source, shared, cost, now);
        objects.write(KeyObjects.slotKey(slot.id()), PlainJson.write(slot));
        return slot;
    }

    private void addGeneration(int generation, byte[] shared) throws IOException {
        KeyGeneration one = KeyGeneration.create(generation, shared, Aes.random(Derived.KEY));
        objects.write(KeyObjects.generationKey(generation), PlainJson.write(one));
    }
}
