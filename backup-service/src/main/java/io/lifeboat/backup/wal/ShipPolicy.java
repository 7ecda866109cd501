package io.lifeboat.backup.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a segment goes to a place now.
 *
 * @param every the longest that a byte waits
 * @param bytes as many do not wait
 */
record ShipPolicy(Duration every, long bytes) {

    /** A store takes an object in one request: larger segments stay in parts. */
    static final long LONGEST = 32L << 20;

    /** More small objects than this of one segment are made one. */
    static final int MOST_PARTS = 16;

    /**
     * @param from offset in the segment
     * @param to offset after the last byte
     */
    record Shipment(long from, long to, String reason) {}

    /**
     * @param there what the place has of it, as offsets
     * @param parts how many objects that is
     * @param since when the first byte came that the place does not have; none if it is not known yet
     */
    Optional<Shipment> next(
            WalSpool.Spooled spooled, List<Span> there, int parts, @Nullable Instant since, Instant now) {
        long size = spooled.segment().size();
        long have = Span.reach(there, 0);
        boolean whole = spooled.length() == size && size <= LONGEST;
        if (whole && there.stream().noneMatch(span -> span.length() == size)) {
            return Optional.of(new Shipment(0, size, "the segment is complete"));
        }
        long waiting = spooled.length() - have;
        if (waiting <= 0) {
            return Optional.empty();
        }
        long to = Math.min(spooled.length(), have + LONGEST / 2);
        if (spooled.closed()) {
            return Optional.of(new Shipment(have, to, "the segment is closed"));
        }
        if (waiting >= bytes || (since != null && !now.isBefore(since.plus(every)))) {
            boolean join = parts >= MOST_PARTS && spooled.length() <= LONGEST;
            return Optional.of(new Shipment(join ? 0 : have, join ? spooled.length() : to, "it is time"));
        }
        return Optional.empty();
    }
}
