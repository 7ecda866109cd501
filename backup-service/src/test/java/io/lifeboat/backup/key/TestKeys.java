package io.lifeboat.backup.key;

import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

/** Keys for tests, at next to no cost. */
public final class TestKeys {

    static final KeySlot.Cost CHEAP = new KeySlot.Cost(2, 1, 1);
    public static final KeySource SOURCE = new KeySource.File(new byte[32]);

    public static final Encryption ENCRYPTED = new Encryption(SOURCE, false);
    public static final Encryption OFF = new Encryption(null, true);

    private TestKeys() {}

    public static KeyRing ring() throws IOException {
        return files(new MemoryObjectStore("keys", Clock.systemUTC())).create(SOURCE, "test", Instant.EPOCH);
    }

    public static KeyFiles files(ObjectStore store) {
        return new KeyFiles(store, CHEAP);
    }
}
