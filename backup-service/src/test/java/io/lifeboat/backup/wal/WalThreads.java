package io.lifeboat.backup.wal;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.event.BackupEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A pipeline that runs as in the service, with heartbeats, and a count of what is committed meanwhile. */
final class WalThreads implements AutoCloseable {

    private final WalPipeline pipeline;
    private final WalLoops loops;
    private final ServerWatch watch;
    private final List<BackupEvent> told;
    private final List<SnapshotNeeded> needed;
    private final Queue<Instant> committed = new ConcurrentLinkedQueue<>();
    private final Clock clock = Clock.systemUTC();

    private WalThreads(
            WalPipeline pipeline,
            WalLoops loops,
            ServerWatch watch,
            List<BackupEvent> told,
            List<SnapshotNeeded> needed) {
        this.pipeline = pipeline;
        this.loops = loops;
        this.watch = watch;
        this.told = told;
        this.needed = needed;
    }

    /** Of slots and standbys. */
    List<BackupEvent> told() {
        return told;
    }

    /** What the server keeps, as it was seen last. */
    ServerSeen seen() {
        return watch.seen();
    }

    /** What was asked for because WAL is missing for good. */
    List<SnapshotNeeded> needed() {
        return needed;
    }

    static WalThreads start(PgWalServer.Login login, List<ObjectStore> stores, Path folder) throws Exception {
        return start(login, stores, folder, Duration.ofMillis(500));
    }

    static WalThreads start(PgWalServer.Login login, List<ObjectStore> stores, Path folder, Duration heartbeats)
            throws Exception {
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
        List<BackupEvent> told = new CopyOnWriteArrayList<>();
        ServerWatch watch = new ServerWatch("database", Duration.ofMinutes(5), told::add);
        List<SnapshotNeeded> needed = new CopyOnWriteArrayList<>();
        GapWatch gaps = new GapWatch("database", pipeline, needed::add);
        WalLoops loops = new WalLoops(pipeline, Clock.systemUTC(), heartbeats, "test", gaps::look, watch);
        loops.start();
        return new WalThreads(pipeline, loops, watch, told, needed);
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
