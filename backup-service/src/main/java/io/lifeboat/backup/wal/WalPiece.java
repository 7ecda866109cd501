package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;

/**
 * A segment of WAL, or a part of one.
 *
 * @param from the first byte of the segment that is in it
 * @param to the first that is not
 */
record WalPiece(String systemId, WalSegment segment, long from, long to) {

    boolean whole() {
        return from == 0 && to == segment.size();
    }

    Span span() {
        return new Span(segment.start() + from, segment.start() + to);
    }

    String describe() {
        return "timeline %d, %s".formatted(segment.timeline(), span().describe());
    }
}
