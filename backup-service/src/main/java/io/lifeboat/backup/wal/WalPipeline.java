package io.lifeboat.backup.wal;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** From one server over the spool to every place. Its steps may be taken by as many threads as there are places, and one. */
final class WalPipeline {

    private static final Logger LOG = Logger.getLogger(WalPipeline.class);
    private static final long AT_ONCE = 4L << 20;

    private final Supplier<? extends WalServer> servers;
    private final WalSpool spool;
    private final List<WalPlace> places;
    private final WalReceiver receiver;
    private final Heartbeats heartbeats = new Heartbeats();
    private final long spoolLimit;

    /** @param spoolLimit in bytes; beyond it only what no place has is kept */
    WalPipeline(Supplier<? extends WalServer> servers, WalSpool spool, List<WalPlace> places, long spoolLimit) {
        this.servers = servers;
        this.spool = spool;
        this.places = List.copyOf(places);
        this.spoolLimit = spoolLimit;
        this.receiver = new WalReceiver(servers, spool, new Durable(), heartbeats);
    }

    /** A connection of one's own. */
    WalServer connect() {
        return servers.get();
    }

    /**
     * Where the WAL goes.
     *
     * @param localEvery the longest that a byte waits for a folder
     * @param offsiteEvery and for a bucket
     */
    record To(List<ObjectStore> stores, Encryption encryption, Duration localEvery, Duration offsiteEvery) {
        To {
            stores = List.copyOf(stores);
        }

        private Duration every(ObjectStore store) {
            return store instanceof FolderObjectStore ? localEvery : offsiteEvery;
        }
    }

    /** With what an earlier run has left in the spool. */
    static WalPipeline open(PgWalServer.Login login, String slot, To to, Path spoolFolder, long spoolLimit)
            throws IOException {
        WalSpool spool = WalSpool.open(new FolderDisk(spoolFolder));
        List<WalPlace> places = new ArrayList<>();
        for (ObjectStore store : to.stores()) {
            ShipPolicy policy = new ShipPolicy(to.every(store), AT_ONCE);
            places.add(new WalPlace(store, to.stores(), to.encryption(), new WalShipper(spool, policy)));
        }
        return new WalPipeline(() -> new PgWalServer(login, slot), spool, places, spoolLimit);
    }

    WalReceiver receiver() {
        return receiver;
    }

    List<WalPlace> places() {
        return places;
    }

    WalSpool spool() {
        return spool;
    }

    /** When the newest heartbeat was sent that is durable in the place; none if none was seen there yet. */
    Optional<Instant> provedUpTo(WalPlace place) {
        return place.shipper().shipped().flatMap(heartbeats::newest);
    }

    /** How many bytes the place does not have yet that were received; NaN if it is not known what it has. */
    double waiting(WalPlace place) {
        Optional<WalPosition> is = spool.position();
        Optional<WalPosition> has = place.shipper().shipped();
        return is.isEmpty() || has.isEmpty()
                ? Double.NaN
                : Math.max(0, is.get().lsn() - has.get().lsn());
    }

    /** @return whether something came */
    boolean receive(Instant now) throws IOException {
        boolean came = receiver.step(now);
        clean();
        return came;
    }

    /** What every place has goes; and what one has, where the disk would be full: the others can have it from there. */
    private void clean() throws IOException {
        for (WalSpool.Spooled spooled : spool.segments()) {
            long have = places.stream()
                    .filter(place -> place.shipper().has(spooled))
                    .count();
            if (spooled.closed() && have > 0 && (have == places.size() || spool.bytes() > spoolLimit)) {
                spool.drop(spooled.segment());
            }
        }
    }

    private final class Durable implements WalReceiver.Places {

        @Override
        public long durable(String systemId, int timeline) {
            return places.stream()
                    .flatMap(place -> place.shipper().shipped().stream())
                    .filter(at -> at.systemId().equals(systemId) && at.timeline() == timeline)
                    .mapToLong(WalPosition::lsn)
                    .max()
                    .orElse(0);
        }

        @Override
        public Optional<WalPosition> furthest(WalServer.Identity server) {
            return places.stream()
                    .flatMap(place -> furthest(place, server).stream())
                    .max(Comparator.comparingInt(WalPosition::timeline).thenComparingLong(WalPosition::lsn));
        }

        private Optional<WalPosition> furthest(WalPlace place, WalServer.Identity server) {
            try {
                WalInventory there = place.open(Instant.EPOCH).inventory(server.systemId(), server.segmentSize());
                return there.timelines().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new WalPosition(
                                server.systemId(),
                                there.timelines().getLast(),
                                there.spans(there.timelines().getLast())
                                        .getLast()
                                        .to(),
                                server.segmentSize()));
            } catch (IOException e) {
                LOG.debugf("%s can't say what WAL it has: %s", place.name(), e.getMessage());
                return Optional.empty();
            }
        }
    }
}
