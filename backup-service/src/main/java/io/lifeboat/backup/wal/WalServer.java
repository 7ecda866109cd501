package io.lifeboat.backup.wal;

import java.io.IOException;
import java.util.Optional;

/** A PostgreSQL server that gives its WAL away. One thread at a time. */
interface WalServer extends AutoCloseable {

    /**
     * Who answers, and how far it has got.
     *
     * @param flushed up to where its WAL is durable there
     */
    record Identity(String systemId, int timeline, long flushed, long segmentSize) {}

    /**
     * What the server keeps for us.
     *
     * @param restart from where on; -1 if it keeps nothing any more
     * @param retained how many bytes that is
     * @param lost it has thrown away what was not fetched yet
     * @param active somebody fetches it just now
     */
    record Slot(long restart, long retained, boolean lost, boolean active) {}

    Identity identify() throws IOException;

    /** The server's own timeline, or one before it. */
    TimelineHistory history(int timeline) throws IOException;

    Optional<Slot> slot() throws IOException;

    /** From now on the server keeps what was not fetched yet. */
    void createSlot() throws IOException;

    void dropSlot() throws IOException;

    /** @throws WalGoneException if the server no longer has it */
    WalStream stream(int timeline, long from) throws IOException;

    @Override
    void close();

    /** What the server has thrown away. */
    final class WalGoneException extends IOException {

        private static final long serialVersionUID = 1L;

        WalGoneException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
