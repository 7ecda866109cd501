package io.lifeboat.backup.store;

import java.time.Clock;

class MemoryObjectStoreTest extends ObjectStoreContract {

    @Override
    protected ObjectStore create() {
        return new MemoryObjectStore("here", Clock.systemUTC());
    }
}
