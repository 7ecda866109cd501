package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.repository.SnapshotStore;
import io.lifeboat.backup.repository.SnapshotUpload;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The way of the encoded bytes to one place: a bounded buffer, and a thread that writes. What fails here, or takes nothing any more, fails here alone. */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final int CHUNKS = 64;
    private static final byte[] END = {};

    private final SnapshotStore store;
    private final Duration patience;
    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final Thread writer;
    private volatile @Nullable String failure;
    private volatile @Nullable SnapshotUpload upload;

    /** @param patience how long a place may take nothing before it is given up */
    Lane(SnapshotStore store, String group, String snapshot, Duration patience) {
        this.store = store;
        this.patience = patience;
        this.writer = Thread.ofVirtual().name("backup-" + store.place()).start(() -> write(group, snapshot));
    }

    SnapshotStore store() {
        return store;
    }

    /** Why this place won't have the snapshot; none while it may. */
    @Nullable
    String failure() {
        return failure;
    }

    void offer(byte[] chunk) throws InterruptedException {
        if (failure == null && !chunks.offer(chunk, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            fail("has taken no data for " + patience.toSeconds() + " s");
        }
    }

    /** Waits until the body is finished. */
    void end() throws InterruptedException {
        offer(END);
        if (failure == null && !writer.join(patience.multipliedBy(2))) {
            fail("has not finished within " + patience.multipliedBy(2).toSeconds() + " s");
        }
    }

    /** Only after {@link #end}, and only without a {@link #failure}. */
    void commit(byte[] manifest) throws IOException {
        SnapshotUpload finished = upload;
        if (finished == null) {
            throw new IOException(store.place() + ": there is nothing to commit");
        }
        finished.commit(manifest);
    }

    /** What is not committed is taken back. */
    void close() {
        writer.interrupt();
        try {
            if (!writer.join(patience)) {
                LOG.warnf("%s hangs; what it has of the snapshot is left for the sweep", store.place());
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        SnapshotUpload finished = upload;
        if (finished != null) {
            finished.close();
        }
    }

    void fail(String reason) {
        failure = reason.startsWith(store.place() + ": ") ? reason : store.place() + ": " + reason;
        chunks.clear();
        writer.interrupt();
    }

    private void write(String group, String snapshot) {
        try (Closer closer = new Closer(store.begin(group, snapshot))) {
            for (byte[] chunk = chunks.take(); chunk.length > 0; chunk = chunks.take()) {
                closer.upload.write(chunk, 0, chunk.length);
            }
            closer.upload.finishBody();
            upload = closer.keep();
        } catch (IOException | RuntimeException e) {
            if (failure == null) {
                fail(String.valueOf(e.getMessage()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes an upload that did not get to its end. */
    private static final class Closer implements AutoCloseable {

        private final SnapshotUpload upload;
        private boolean kept;

        Closer(SnapshotUpload upload) {
            this.upload = upload;
        }

        SnapshotUpload keep() {
            kept = true;
            return upload;
        }

        @Override
        public void close() {
            if (!kept) {
                upload.close();
            }
        }
    }
}
