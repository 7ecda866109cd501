package io.lifeboat.backup.wal;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.store.ObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A pipeline that runs as in the service, with heartbeats, and a count of what is committed meanwhile. */
final class WalThreads implements AutoCloseable {

    private final WalPipeline pipeline;
    private final WalLoops loops;
    private final Queue<Instant> committed = new ConcurrentLinkedQueue<>();
    private final Clock clock = Clock.systemUTC();

    private WalThreads(WalPipeline pipeline, WalLoops loops) {
        this.pipeline = pipeline;
        this.loops = loops;
    }

    static WalThreads start(PgWalServer.Login login, List<ObjectStore> stores, Path folder) throws Exception {
        WalSpool spool = WalSpool.open(new FolderDisk(folder));
        List<WalPlace> places = new ArrayList<>();
        for (ObjectStore store : stores) {
            places.add(new WalPlace(
                    store,
                    stores,
                    TestKeys.ENCRYPTED,
                    new WalShipper(spool, new ShipPolicy(Duration.ofSeconds(1), 4 << 20))));
        }
        WalPipeline pipeline = new WalPipeline(() -> new PgWalServer(login, "lifeboat_wal"), spool, places, 1L << 30);
        WalLoops loops = new WalLoops(pipeline, Clock.systemUTC(), Duration.ofMillis(500), "test", now -> {});
        loops.start();
        return new WalThreads(pipeline, loops);
    }

    WalPipeline pipeline() {
        return pipeline;
    }

    void committed() {
        committed.add(clock.instant());
    }

    /** Of the place that is worst off. */
    Duration rpo() {
        Instant now = clock.instant();
        return pipeline.places().stream()
                .map(place -> Duration.between(pipeline.provedUpTo(place).orElseThrow(), now))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    long committedSince(Duration before) {
        Instant end = committed.stream().max(Instant::compareTo).orElseThrow();
        return committed.stream().filter(at -> at.isAfter(end.minus(before))).count();
    }

    @Override
    public void close() {
        loops.stop();
    }
}
