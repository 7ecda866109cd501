package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings one place what the spool has and it has not. What it is told to have it was asked for or was read back from it.
 * One thread steps; any may ask.
 */
final class WalShipper {

    private static final Logger LOG = Logger.getLogger(WalShipper.class);

    private final WalSpool spool;
    private final ShipPolicy policy;
    private final Map<WalSegment, List<StoredPiece>> there = new HashMap<>();
    private final Set<Integer> histories = new HashSet<>();
    private @Nullable WalArchive archive;
    private @Nullable String systemId;
    private @Nullable Instant waitingSince;
    private volatile @Nullable WalPosition shipped;

    WalShipper(WalSpool spool, ShipPolicy policy) {
        this.spool = spool;
        this.policy = policy;
    }

    /** Up to where the place has all that was received; none if it is not known yet. */
    Optional<WalPosition> shipped() {
        return Optional.ofNullable(shipped);
    }

    /** Whether the place has all that the spool has of it. */
    synchronized boolean has(WalSpool.Spooled spooled) {
        long size = spooled.segment().size();
        List<Span> offsets = offsets(spooled.segment());
        return Span.reach(offsets, 0) >= spooled.length()
                && (spooled.length() < size
                        || size > ShipPolicy.LONGEST
                        || offsets.stream().anyMatch(span -> span.length() == size));
    }

    /** What it is believed to have is asked for again: nobody knows how far the last step came. */
    synchronized void forget() {
        archive = null;
        waitingSince = null;
    }

    /**
     * @param to the place as it is now
     * @return whether anything was shipped, so that there may be more
     */
    synchronized boolean step(WalArchive to, Instant now) throws IOException {
        WalPosition position = spool.position().orElse(null);
        if (position == null) {
            return false;
        }
        if (archive == null || !position.systemId().equals(systemId)) {
            look(to, position);
        }
        archive = to;
        shipHistories(to, position.systemId(), now);
        for (WalSpool.Spooled spooled : spool.segments()) {
            boolean behind = Span.reach(offsets(spooled.segment()), 0) < spooled.length();
            waitingSince = !behind ? waitingSince : waitingSince == null ? now : waitingSince;
            Optional<ShipPolicy.Shipment> next = policy.next(
                    spooled,
                    offsets(spooled.segment()),
                    there(spooled.segment()).size(),
                    waitingSince,
                    now);
            if (next.isPresent()) {
                ship(to, position.systemId(), spooled, next.get());
                waitingSince = null;
                progress(position);
                return true;
            }
        }
        progress(position);
        return false;
    }

    private void look(WalArchive to, WalPosition position) throws IOException {
        WalInventory inventory = to.inventory(position.systemId(), position.segmentSize());
        there.clear();
        histories.clear();
        inventory
                .pieces()
                .forEach(piece -> there.computeIfAbsent(piece.piece().segment(), none -> new ArrayList<>())
                        .add(piece));
        systemId = position.systemId();
    }

    private void shipHistories(WalArchive to, String system, Instant now) throws IOException {
        for (TimelineHistory history : spool.histories(system)) {
            if (!histories.contains(history.timeline())) {
                to.histories().put(system, history, now);
                histories.add(history.timeline());
            }
        }
    }

    private void ship(WalArchive to, String system, WalSpool.Spooled spooled, ShipPolicy.Shipment shipment)
            throws IOException {
        WalSegment segment = spooled.segment();
        byte[] wal = spool.read(segment, shipment.from(), shipment.to());
        StoredPiece put = to.put(new WalPiece(system, segment, shipment.from(), shipment.to()), wal, spool.lastAt());
        List<StoredPiece> before = List.copyOf(there(segment));
        there.computeIfAbsent(segment, none -> new ArrayList<>()).add(put);
        // What is in the new one, which was read back, need not lie there twice.
        for (StoredPiece old : before) {
            if (old.piece().from() >= shipment.from() && old.piece().to() <= shipment.to()) {
                remove(to, old);
                there(segment).remove(old);
            }
        }
    }

    /** A store may hold it on purpose. It does no harm there. */
    private static void remove(WalArchive from, StoredPiece old) {
        try {
            from.remove(old);
        } catch (IOException e) {
            LOG.debugf("%s stays: %s", old.key(), e.getMessage());
        }
    }

    private void progress(WalPosition position) {
        WalPosition reached = null;
        for (WalSpool.Spooled spooled : spool.segments()) {
            WalSegment segment = spooled.segment();
            long reach = Span.reach(offsets(segment), 0);
            reached = new WalPosition(position.systemId(), segment.timeline(), segment.start() + reach, segment.size());
            if (reach < spooled.length()) {
                break;
            }
        }
        if (reached != null) {
            shipped = reached;
        }
    }

    private List<StoredPiece> there(WalSegment segment) {
        return there.getOrDefault(segment, List.of());
    }

    private List<Span> offsets(WalSegment segment) {
        return there(segment).stream()
                .map(one -> new Span(one.piece().from(), one.piece().to()))
                .toList();
    }
}
