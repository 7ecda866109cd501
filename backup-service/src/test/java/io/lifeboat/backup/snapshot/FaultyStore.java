package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.repository.SnapshotStore;
import io.lifeboat.backup.repository.SnapshotUpload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A place that works, for a test to spoil one method of. */
class FaultyStore implements SnapshotStore {

    private final SnapshotStore store;

    FaultyStore(SnapshotStore store) {
        this.store = store;
    }

    @Override
    public String place() {
        return store.place();
    }

    @Override
    public SnapshotUpload begin(String group, String snapshot) throws IOException {
        return store.begin(group, snapshot);
    }

    @Override
    public Optional<byte[]> manifest(String group, String snapshot) throws IOException {
        return store.manifest(group, snapshot);
    }

    @Override
    public InputStream open(String group, String snapshot) throws IOException {
        return store.open(group, snapshot);
    }

    @Override
    public List<String> snapshots(String group) throws IOException {
        return store.snapshots(group);
    }

    @Override
    public List<String> sweep(String group, String before) throws IOException {
        return store.sweep(group, before);
    }
}
