package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.repository.SnapshotStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Proves a snapshot by reading it back from where it lies. */
final class SnapshotCheck {

    private SnapshotCheck() {}

    /** A finished one, by the manifest that lies beside it. */
    static Manifest check(SnapshotStore store, String group, String snapshot) throws IOException {
        byte[] bytes = store.manifest(group, snapshot)
                .orElseThrow(() -> new IOException(store.place() + ": has no snapshot " + snapshot));
        Manifest manifest;
        try {
            manifest = ManifestCodec.decode(bytes);
        } catch (IOException e) {
            throw named(store, snapshot, e);
        }
        if (!manifest.snapshot().equals(snapshot) || !manifest.group().equals(group)) {
            throw named(
                    store, snapshot, new CorruptSnapshotException("manifest.json is that of " + manifest.snapshot()));
        }
        checkBody(store, manifest);
        return manifest;
    }

    /** One whose manifest is known, committed or not. */
    static void checkBody(SnapshotStore store, Manifest manifest) throws IOException {
        try (InputStream archive =
                new BufferedInputStream(store.open(manifest.group(), manifest.snapshot()), 1 << 16)) {
            ArchiveVerifier.verify(manifest, archive);
        } catch (CorruptSnapshotException e) {
            throw named(store, manifest.snapshot(), e);
        }
    }

    private static IOException named(SnapshotStore store, String snapshot, IOException e) {
        return new IOException("%s: snapshot %s: %s".formatted(store.place(), snapshot, e.getMessage()), e);
    }
}
