package io.lifeboat.backup.key;

import io.lifeboat.backup.pack.DamagedException;
import io.lifeboat.backup.pack.PlainJson;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The objects in {@code keys/}, as they lie there. */
final class KeyObjects {

    private static final Logger LOG = Logger.getLogger(KeyObjects.class);
    private static final String FOLDER = "keys/";

    private final ObjectStore store;

    KeyObjects(ObjectStore store) {
        this.store = store;
    }

    static String generationKey(int generation) {
        return FOLDER + "generation-%03d.json".formatted(generation);
    }

    static String slotKey(String id) {
        return FOLDER + "slot-" + id + ".json";
    }

    void delete(String key) throws IOException {
        store.delete(key);
    }

    /** A key that does not lie there as it was written would be missed when it is too late. */
    void write(String key, byte[] bytes) throws IOException {
        store.create(key, bytes);
        if (!Arrays.equals(read(key), bytes)) {
            store.delete(key);
            throw new DamagedException("%s: %s is not what was written".formatted(store.name(), key));
        }
    }

    /** Those that can be read at all. */
    List<KeySlot> slots() throws IOException {
        List<KeySlot> slots = new ArrayList<>();
        for (String key : files("slot-")) {
            try {
                slots.add(decode(key, read(key), KeySlot.class));
            } catch (DamagedException e) {
                LOG.warn(e.getMessage());
            }
        }
        return slots;
    }

    List<String> generations() throws IOException {
        return files("generation-");
    }

    List<String> files(String kind) throws IOException {
        return ObjectKeys.all(store, FOLDER).stream()
                .map(ObjectStore.Head::key)
                .filter(key -> key.startsWith(FOLDER + kind))
                .toList();
    }

    int generation(String key, byte[] bytes) throws IOException {
        return decode(key, bytes, KeyGeneration.class).generation();
    }

    /** What is copied is looked at first. */
    byte[] good(String key, KeyRing ring) throws IOException {
        byte[] bytes = read(key);
        Optional<String> trouble = trouble(key, bytes, ring.shared());
        if (trouble.isPresent()) {
            throw new DamagedException(trouble.get());
        }
        return bytes;
    }

    Optional<String> trouble(String key, byte[] bytes, byte[] shared) throws IOException {
        try {
            if (key.startsWith(FOLDER + "slot-")) {
                return decode(key, bytes, KeySlot.class).trouble().map(what -> store.name() + ": " + what);
            }
            openGeneration(key, bytes, shared);
            return Optional.empty();
        } catch (DamagedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    byte[] openGeneration(String key, byte[] bytes, byte[] shared) throws IOException {
        KeyGeneration one = decode(key, bytes, KeyGeneration.class);
        if (one.format() != KeyFiles.FORMAT) {
            throw new DamagedException(
                    "%s: %s has the format %d: use a newer Lifeboat".formatted(store.name(), key, one.format()));
        }
        try {
            return one.open(shared);
        } catch (DamagedException e) {
            throw new DamagedException("%s: %s: %s".formatted(store.name(), key, e.getMessage()), e);
        }
    }

    /** What the slots hold that the secret opens; one slot that is damaged must not keep another from opening. */
    List<byte[]> shared(KeySource source, List<KeySlot> slots, List<DamagedException> damaged) {
        List<byte[]> shared = new ArrayList<>();
        for (KeySlot slot : slots) {
            Optional<String> trouble = slot.trouble();
            if (trouble.isPresent()) {
                damaged.add(new DamagedException(store.name() + ": " + trouble.get()));
            } else {
                slot.open(source).ifPresent(shared::add);
            }
        }
        return shared;
    }

    private <T> T decode(String key, byte[] bytes, Class<T> type) throws IOException {
        try {
            return PlainJson.read(bytes, type);
        } catch (DamagedException e) {
            throw new DamagedException("%s: %s: %s".formatted(store.name(), key, e.getMessage()), e);
        }
    }

    byte[] read(String key) throws IOException {
        return store.get(key)
                .orElseThrow(() -> new DamagedException(store.name() + ": " + key + " is not there any more"))
                .bytes();
    }
}
