package io.lifeboat.backup.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The repository's {@code keys/}: {@code slot-ID.json} for each secret that opens it, {@code generation-NNN.json} for
 * each generation of the data's key. Without all of its slots a repository is lost; they may be copied anywhere.
 */
public final class KeyFiles {

    static final int FORMAT = 1;

    private static final String FOLDER = "keys/";
    private static final int ID = 8;
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ObjectStore store;
    private final KeySlot.Cost cost;

    public KeyFiles(ObjectStore store) {
        this(store, KeySlot.SCRYPT);
    }

    /** @param cost of a passphrase: tests need not wait for it */
    KeyFiles(ObjectStore store, KeySlot.Cost cost) {
        this.store = store;
        this.cost = cost;
    }

    /** A slot as people see it. */
    public record Slot(String id, String kind, String label, Instant createdAt) {}

    /** Makes the first keys of a new repository. A crash in between leaves keys that nothing was encrypted with. */
    public KeyRing create(KeySource source, String label, Instant now) throws IOException {
        byte[] shared = Aes.random(Derived.KEY);
        addGeneration(1, shared);
        addSlot(source, label, shared, now);
        return open(source);
    }

    /** The same keys in another repository, so that both hold the same packs. */
    public void copyTo(KeyFiles other) throws IOException {
        for (ObjectStore.Head head : ObjectKeys.all(store, FOLDER)) {
            other.store.create(head.key(), read(head.key()));
        }
    }

    /** @throws WrongKeyException if no slot opens */
    public KeyRing open(KeySource source) throws IOException {
        List<KeySlot> slots = slots();
        for (KeySlot slot : slots) {
            byte[] shared = slot.open(source).orElse(null);
            if (shared != null) {
                return open(shared);
            }
        }
        throw new WrongKeyException(
                "%s: none of its %d key slots opens with %s".formatted(store.name(), slots.size(), source));
    }

    public List<Slot> list() throws IOException {
        return slots().stream()
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
     * @throws IllegalArgumentException if it is the last, without which nothing could ever be restored, or there is none
     */
    public void remove(String id) throws IOException {
        List<KeySlot> slots = slots();
        if (slots.stream().noneMatch(slot -> slot.id().equals(id))) {
            throw new IllegalArgumentException(store.name() + ": there is no key slot '" + id + "'");
        }
        if (slots.size() == 1) {
            throw new IllegalArgumentException(store.name()
                    + ": this is the last key slot, and without it nothing can be restored: add another first");
        }
        store.delete(slotKey(id));
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
        for (ObjectStore.Head head : ObjectKeys.all(store, FOLDER)) {
            if (head.key().startsWith(FOLDER + "generation-")) {
                KeyGeneration one = decode(head.key(), KeyGeneration.class);
                masters.put(one.generation(), one.open(shared));
            }
        }
        if (masters.isEmpty()) {
            throw new DamagedException(store.name() + ": keys/ has no generation of the data's key");
        }
        return new KeyRing(shared, masters);
    }

    private KeySlot addSlot(KeySource source, String label, byte[] shared, Instant now) throws IOException {
        KeySlot slot = KeySlot.create(HexFormat.of().formatHex(Aes.random(ID)), label, source, shared, cost, now);
        store.create(slotKey(slot.id()), JSON.writeValueAsBytes(slot));
        return slot;
    }

    private void addGeneration(int generation, byte[] shared) throws IOException {
        KeyGeneration one = KeyGeneration.create(generation, shared, Aes.random(Derived.KEY));
        store.create(FOLDER + "generation-%03d.json".formatted(generation), JSON.writeValueAsBytes(one));
    }

    private List<KeySlot> slots() throws IOException {
        List<KeySlot> slots = new ArrayList<>();
        for (ObjectStore.Head head : ObjectKeys.all(store, FOLDER)) {
            if (head.key().startsWith(FOLDER + "slot-")) {
                slots.add(decode(head.key(), KeySlot.class));
            }
        }
        return slots;
    }

    private <T> T decode(String key, Class<T> type) throws IOException {
        try {
            return JSON.readValue(read(key), type);
        } catch (JacksonException e) {
            throw new DamagedException(
                    "%s: %s can't be read: %s".formatted(store.name(), key, e.getOriginalMessage()), e);
        }
    }

    private byte[] read(String key) throws IOException {
        return store.get(key)
                .orElseThrow(() -> new DamagedException(store.name() + ": " + key + " is not there any more"))
                .bytes();
    }

    private static String slotKey(String id) {
        return FOLDER + "slot-" + id + ".json";
    }
}
