package io.lifeboat.backup.repository;

import java.io.Closeable;
import java.io.IOException;

/**
 * A snapshot that is being written, by one thread at a time: {@link #write} as often as it takes, {@link #finishBody},
 * {@link #commit}. Closed without a commit it leaves nothing that is visible, and removes what it can.
 */
public interface SnapshotUpload extends Closeable {

    void write(byte[] bytes, int offset, int length) throws IOException;

    /** The body is as durable as the place makes anything, and can be read back. */
    void finishBody() throws IOException;

    /**
     * From here on the snapshot exists.
     *
     * @throws IOException if it exists already, or the manifest was not written
     */
    void commit(byte[] manifest) throws IOException;

    @Override
    void close();
}
