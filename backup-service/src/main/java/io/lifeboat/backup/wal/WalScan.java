package io.lifeboat.backup.wal;

import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads along in what is received: notes down our heartbeats, and notices when what comes is no WAL that a recovery could
 * read. One thread feeds; any may ask.
 */
final class WalScan {

    private static final Logger LOG = Logger.getLogger(WalScan.class);

    private final Heartbeats heartbeats;
    private @Nullable WalScanner scanner;
    private boolean told;
    private volatile @Nullable String unreadable;

    WalScan(Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
    }

    /** From here on: after a gap, or on another timeline. */
    void begin(WalPosition at) {
        int timeline = at.timeline();
        told = false;
        scanner = new WalScanner(at.lsn(), at.segmentSize(), mark -> {
            if (mark instanceof WalMark.Heartbeat heartbeat) {
                heartbeats.add(timeline, heartbeat.end(), heartbeat.sentAt());
            }
        });
    }

    void feed(byte[] wal) {
        scanner().feed(wal, 0, wal.length);
    }

    /** What the server sends is WAL that a recovery could read, or somebody must know. */
    void tell() {
        if (scanner().isOver() && !told) {
            told = true;
            String reason = "what the server sends after %s can't be read as WAL"
                    .formatted(Lsn.text(scanner().end()));
            LOG.errorf("WAL: %s", reason);
            unreadable = reason;
        }
    }

    /** Where what comes stops to look like WAL; none if it does not. */
    Optional<String> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    private WalScanner scanner() {
        if (scanner == null) {
            throw new IllegalStateException("not begun");
        }
        return scanner;
    }
}
