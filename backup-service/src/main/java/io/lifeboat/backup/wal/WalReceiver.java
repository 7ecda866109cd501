package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the WAL of one server into the spool. Stepped by one thread; any may ask how it goes.
 *
 * <p>The server may forget what is durable here and in one place at least: what no place has can be fetched again, by
 * another replica too.
 */
final class WalReceiver {

    private static final Logger LOG = Logger.getLogger(WalReceiver.class);
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);
    private static final int CHUNKS_A_STEP = 256;
    private static final int READ = 1 << 20;

    private final Supplier<? extends WalServer> servers;
    private final WalSpool spool;
    private final Places places;
    private final WalScan scan;
    private final WalAlarm alarm = new WalAlarm();
    private final WalSlot slots = new WalSlot();
    private @Nullable WalServer server;
    private @Nullable WalStream stream;
    private int timeline;
    private Instant flushedAt = Instant.EPOCH;
    private long acknowledged;
    private boolean gone;
    private volatile String state = "not connected yet";

    WalReceiver(Supplier<? extends WalServer> servers, WalSpool spool, Places places, Heartbeats heartbeats) {
        this.servers = servers;
        this.spool = spool;
        this.places = places;
        this.scan = new WalScan(heartbeats);
    }

    /** What the places have. */
    interface Places {

        /** Up to where one at least has all of a cluster's timeline; 0 if none has. */
        long durable(String systemId, int timeline);

        /** The furthest that any has, of a cluster; for a replica that has no spool. */
        Optional<WalPosition> furthest(WalServer.Identity server) throws IOException;
    }

    /** In words. */
    String state() {
        return state;
    }

    boolean isStreaming() {
        return state.startsWith("streaming");
    }

    WalAlarm alarm() {
        return alarm;
    }

    /** Whether the server had given up the slot since this was asked last. In the same thread. */
    boolean hasLostSlot() {
        return slots.hasLost();
    }

    /** Where what comes stops to look like WAL; none if it does not. It is kept all the same. */
    Optional<String> unreadable() {
        return scan.unreadable();
    }

    /** The connection that is open, for questions in the same thread. */
    Optional<WalServer> server() {
        return Optional.ofNullable(server);
    }

    /**
     * @return whether something came, so that there may be more
     * @throws IOException if the connection is to be made again; nothing is lost
     */
    boolean step(Instant now) throws IOException {
        try {
            if (stream == null) {
                connect();
            }
            return receive(now);
        } catch (WalServer.WalGoneException e) {
            if (!gone) {
                alarm.raise(new WalAlarm.Raised(
                        "WAL that was not fetched yet is gone, after %s on timeline %d: %s. Take a snapshot"
                                .formatted(Lsn.text(spool.received()), timeline, e.getMessage()),
                        null));
            }
            gone = true;
            disconnect("not connected: " + e.getMessage());
            throw e;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            disconnect("not connected: " + e.getMessage());
            keepReceived();
            throw e;
        }
    }

    /** What came before the connection broke is good. */
    private void keepReceived() {
        try {
            if (spool.isBehindItself()) {
                spool.flush();
            }
        } catch (IOException e) {
            LOG.debugf("it is fetched again: %s", e.getMessage());
        }
    }

    void disconnect(String why) {
        state = why;
        stream = null;
        if (server != null) {
            server.close();
            server = null;
        }
    }

    private void connect() throws IOException {
        WalServer to = servers.get();
        server = to;
        WalServer.Identity identity = to.identify();
        Optional<WalServer.Slot> slot = slots.usable(to);
        Optional<WalPosition> known = known(identity, slot);
        if (slot.isEmpty() && known.isPresent() && !slots.isLost()) {
            alarm.raise(new WalAlarm.Raised(
                    "the server has no slot for us any more, so that it may have thrown WAL away", known.get()));
        }
        long from = slot.isPresent() ? slot.get().restart() : WalSlot.create(to);
        TimelineHistory history = to.history(identity.timeline());
        if (identity.timeline() > 1) {
            spool.keep(identity.systemId(), history);
        }
        switch (gone
                ? StartPolicy.afterGap(known, identity, from)
                : StartPolicy.start(known, identity, history, from)) {
            case StartPolicy.Start.Refuse refuse -> {
                alarm.raise(new WalAlarm.Raised(refuse.reason(), null));
                throw new IOException(refuse.reason());
            }
            case StartPolicy.Start.Begin begin -> {
                if (begin.alarm() != null) {
                    alarm.raise(new WalAlarm.Raised(begin.alarm(), begin.at()));
                }
                begin(begin.at());
            }
            case StartPolicy.Start.GoOn on -> goOn(identity, on);
        }
        gone = false;
        open(to);
    }

    /**
     * Up to where there is WAL: in the spool, or, where the server may not have what comes after that, in the places. Another
     * replica may have gone on after this one.
     */
    private Optional<WalPosition> known(WalServer.Identity identity, Optional<WalServer.Slot> slot) throws IOException {
        Optional<WalPosition> own = spool.position();
        boolean isOurs =
                own.filter(is -> is.systemId().equals(identity.systemId())).isPresent();
        long kept = slot.map(WalServer.Slot::restart).orElse(Long.MAX_VALUE);
        if (isOurs && kept >= 0 && kept <= own.get().lsn()) {
            return own;
        }
        Optional<WalPosition> furthest = places.furthest(identity);
        if (furthest.isEmpty() || !isOurs) {
            return furthest.isPresent() ? furthest : own;
        }
        return StartPolicy.isAfter(furthest.get(), own.get()) ? furthest : own;
    }

    /** A segment is received from its beginning, unless the spool has that. */
    private void goOn(WalServer.Identity identity, StartPolicy.Start.GoOn on) throws IOException {
        WalSegment segment = WalSegment.at(on.timeline(), on.lsn(), identity.segmentSize());
        boolean spooled = spool.position()
                .filter(is -> is.systemId().equals(identity.systemId())
                        && is.timeline() == on.timeline()
                        && is.lsn() == on.lsn())
                .isPresent();
        WalPosition start =
                new WalPosition(identity.systemId(), on.timeline(), segment.start(), identity.segmentSize());
        if (!spooled) {
            begin(start);
            return;
        }
        timeline = on.timeline();
        scan.begin(start);
        for (long at = segment.start(); at < on.lsn(); at += READ) {
            byte[] bytes = spool.read(segment, at - segment.start(), Math.min(at + READ, on.lsn()) - segment.start());
            scan.feed(bytes);
        }
    }

    private void begin(WalPosition at) throws IOException {
        spool.begin(at);
        timeline = at.timeline();
        scan.begin(at);
    }

    private void open(WalServer to) throws IOException {
        long from = spool.received();
        stream = to.stream(timeline, from);
        acknowledged = 0;
        state = "streaming from %s on timeline %d".formatted(Lsn.text(from), timeline);
    }

    private boolean receive(Instant now) throws IOException {
        WalStream from = stream;
        if (from == null) {
            return false;
        }
        int came = 0;
        while (came < CHUNKS_A_STEP) {
            WalStream.Chunk chunk = from.poll();
            if (chunk == null) {
                break;
            }
            spool.append(chunk);
            scan.feed(chunk.bytes());
            came++;
        }
        if (from.isOver() || !now.isBefore(flushedAt.plus(FLUSH_EVERY))) {
            flushedAt = now;
            spool.flush();
            scan.tell();
            acknowledge(from);
        }
        if (from.isOver()) {
            disconnect("timeline %d has ended".formatted(timeline));
        }
        return came > 0;
    }

    private void acknowledge(WalStream to) throws IOException {
        WalPosition durable = spool.position().orElseThrow();
        long safe = Math.min(durable.lsn(), places.durable(durable.systemId(), durable.timeline()));
        acknowledged = Math.max(acknowledged, safe);
        to.acknowledge(spool.received(), acknowledged);
    }
}
