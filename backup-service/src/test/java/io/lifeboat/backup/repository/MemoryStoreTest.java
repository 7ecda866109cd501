package io.lifeboat.backup.repository;

class MemoryStoreTest extends SnapshotStoreContract {

    @Override
    protected SnapshotStore create() {
        return new MemoryStore("here");
    }
}
