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
    private @Nullable WalServer server;
    private @Nullable WalStream stream;
    private int timeline;
    private Instant flushedAt = Instant.EPOCH;
    private long acknowledged;
    private boolean gone;
    private boolean slotLost;
    private volatile String state = "not connected yet";
    private volatile @Nullable String alarm;

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

    /** Why WAL is or may be missing; none if it is not. It stands until the service is started again. */
    Optional<String> alarm() {
        return Optional.ofNullable(alarm);
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
            raise("WAL that was not fetched yet is gone, after %s on timeline %d: %s. Take a snapshot"
                    .formatted(Lsn.text(spool.received()), timeline, e.getMessage()));
            gone = true;
            disconnect("not connected: " + e.getMessage());
            throw e;
        } catch (IOException | RuntimeException e) {
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
        Optional<WalPosition> known = spool.position();
        if (known.isEmpty() || !known.get().systemId().equals(identity.systemId())) {
            Optional<WalPosition> furthest = places.furthest(identity);
            known = furthest.isPresent() ? furthest : known;
        }
        long from = slot(to, known.isPresent());
        TimelineHistory history = to.history(identity.timeline());
        if (identity.timeline() > 1) {
            spool.keep(identity.systemId(), history);
        }
        boolean lost = slotLost;
        slotLost = false;
        StartPolicy.Start start = gone
                ? new StartPolicy.Start.Begin(StartPolicy.anew(identity, lost ? from : -1), null)
                : StartPolicy.start(known, identity, history, from);
        gone = false;
        switch (start) {
            case StartPolicy.Start.Refuse refuse -> {
                raise(refuse.reason());
                throw new IOException(refuse.reason());
            }
            case StartPolicy.Start.Begin begin -> {
                if (begin.alarm() != null) {
                    raise(begin.alarm());
                }
                begin(begin.at());
            }
            case StartPolicy.Start.GoOn on -> goOn(identity, on);
        }
        open(to);
    }

    /** @return from where on the server keeps WAL for us */
    private long slot(WalServer to, boolean known) throws IOException {
        Optional<WalServer.Slot> slot = to.slot();
        if (slot.isPresent() && slot.get().lost()) {
            raise("the server has thrown away WAL that was not fetched yet (max_slot_wal_keep_size): take a snapshot");
            to.dropSlot();
            gone = true;
            slotLost = true;
            slot = Optional.empty();
        } else if (slot.isEmpty() && known) {
            raise("the server has no slot for us any more, so that it may have thrown WAL away");
        } else if (slot.isPresent() && slot.get().active()) {
            throw new IOException("another receiver has the slot");
        }
        if (slot.isEmpty()) {
            to.createSlot();
            slot = to.slot();
        }
        return slot.map(WalServer.Slot::restart).orElse(-1L);
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

    private void raise(String reason) {
        if (!reason.equals(alarm)) {
            LOG.errorf("WAL: %s", reason);
        }
        alarm = reason;
    }
}
