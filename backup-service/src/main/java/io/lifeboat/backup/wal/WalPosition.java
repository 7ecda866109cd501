package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;

/** A byte of a cluster's WAL: all before it, on its timeline, is there. */
record WalPosition(String systemId, int timeline, long lsn, long segmentSize) {

    WalSegment segment() {
        return WalSegment.at(timeline, lsn, segmentSize);
    }

    String describe() {
        return "%s on timeline %d".formatted(Lsn.text(lsn), timeline);
    }
}
