package io.lifeboat.backup.wal;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** WAL as it comes. */
interface WalStream {

    /**
     * Consecutive bytes.
     *
     * @param start where they belong
     * @param sentAt by the server's clock
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Chunk(long start, byte[] bytes, Instant sentAt) {}

    /** @return none if nothing has come; does not wait */
    @Nullable
    Chunk poll() throws IOException;

    /** Whether the timeline ends here. */
    boolean isOver();

    /**
     * @param received up to where it was
     * @param durable up to where the server may forget; never beyond what was received
     */
    void acknowledge(long received, long durable) throws IOException;
}
