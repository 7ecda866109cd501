package io.lifeboat.backup.wal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Which of our heartbeats lie where in the WAL. Thread-safe. */
final class Heartbeats {

    private static final int MOST = 100_000;

    private record Seen(int timeline, long end, Instant sentAt) {}

    private final Deque<Seen> seen = new ArrayDeque<>();

    synchronized void add(int timeline, long end, Instant sentAt) {
        if (seen.size() >= MOST) {
            seen.removeFirst();
        }
        seen.addLast(new Seen(timeline, end, sentAt));
    }

    /** When the newest was sent that lies before that byte. */
    synchronized Optional<Instant> newest(WalPosition upTo) {
        for (Iterator<Seen> newest = seen.descendingIterator(); newest.hasNext(); ) {
            Seen one = newest.next();
            if (one.timeline() < upTo.timeline() || (one.timeline() == upTo.timeline() && one.end() <= upTo.lsn())) {
                return Optional.of(one.sentAt());
            }
        }
        return Optional.empty();
    }
}
