package io.lifeboat.backup.wal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a reader of the WAL is told. */
sealed interface WalMark {

    /** Where the record ends: who has the WAL up to there has it. */
    long end();

    /**
     * The end of a transaction.
     *
     * @param at by the server's clock
     * @param aborted it left nothing behind
     */
    record Ended(long end, int xid, Instant at, boolean aborted) implements WalMark {}

    /**
     * One of ours, committed.
     *
     * @param sentAt by our clock
     */
    record Heartbeat(long end, Instant sentAt) implements WalMark {}

    /**
     * A tablespace that is made, or dropped. Whoever replays it does so outside the data folder, too.
     *
     * @param start where the record begins: a recovery that ends there does not do it
     * @param location none where it is dropped; empty for one that is a folder in the data folder
     */
    record Tablespace(
            long start, long end, long oid, @Nullable String location) implements WalMark {}
}
