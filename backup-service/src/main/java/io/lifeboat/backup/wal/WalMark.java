package io.lifeboat.backup.wal;

import java.time.Instant;

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
}
