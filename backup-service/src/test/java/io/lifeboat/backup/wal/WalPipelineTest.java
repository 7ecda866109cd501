package io.lifeboat.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.store.ChaosStore;
import io.lifeboat.backup.store.ChaosStore.Fault;
import io.lifeboat.backup.store.ForwardingStore;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectKeys;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.testing.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a server over the spool to two places, killed everywhere, with a clock that only moves when it is told to. */
class WalPipelineTest {

    private static final int BYTES = (int) (2 * FakeWalServer.SEGMENT + 5_000);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T02:00:00Z"));
    private final FakeWalServer server = new FakeWalServer();
    private MemoryDisk disk = new MemoryDisk();
    private MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private MemoryObjectStore offsite = new MemoryObjectStore("offsite", clock);

    @BeforeEach
    void begin() {
        fresh();
    }

    @Test
    void shouldBringEveryPlaceWhatWasReceivedAndAcknowledgeNoMore() throws IOException {
        // when
        run(pipeline(local, offsite), 5);

        // then
        assertThat(sum(restored(local, 1))).isEqualTo(sum(server.bytes()));
        assertThat(sum(restored(offsite, 1))).isEqualTo(sum(server.bytes()));
        assertThat(server.acknowledged).isEqualTo(BYTES);
        assertThat(wal(local)).hasSize(3);
    }

    @Test
    void shouldAcknowledgeNothingThatNoPlaceHas() throws IOException {
        // given
        ObjectStore dead = new Dead(local);
        ObjectStore deadToo = new Dead(offsite);

        // when
        run(pipeline(dead, deadToo), 5);

        // then: it is received and durable in the spool, and the server keeps it
        assertThat(server.received).isEqualTo(BYTES);
        assertThat(server.acknowledged).isZero();
    }

    @Test
    void shouldGoOnToOnePlaceWhileTheOtherIsDeadAndThenCatchUp() throws IOException {
        // given
        Dead dead = new Dead(offsite);
        WalPipeline pipeline = pipeline(local, dead);
        run(pipeline, 5);
        assertThat(sum(restored(local, 1))).isEqualTo(sum(server.bytes()));
        assertThat(server.acknowledged).isEqualTo(BYTES);

        // when
        dead.alive = true;
        run(pipeline, 10);

        // then
        assertThat(sum(restored(offsite, 1))).isEqualTo(sum(server.bytes()));
    }

    @Test
    void shouldGoOnAndSaySoWhereThereIsNoMemoryForAWhile() throws IOException {
        // given
        Dead full = new Dead(offsite);
        full.alive = true;
        full.memory = false;
        WalPipeline pipeline = pipeline(local, full);

        // when
        run(pipeline, 5);

        // then
        assertThat(pipeline.places().getLast().trouble()).contains("Java heap space");
        assertThat(sum(restored(local, 1))).isEqualTo(sum(server.bytes()));

        // and: with memory, all of it goes there
        full.memory = true;
        run(pipeline, 10);
        assertThat(pipeline.places().getLast().trouble()).isEmpty();
        assertThat(sum(restored(offsite, 1))).isEqualTo(sum(server.bytes()));
    }

    @Test
    void shouldMakeFewObjectsOfManySmallOnes() throws IOException {
        // given
        server.wal.put(1, new byte[0]);
        WalPipeline pipeline = pipeline(local, offsite);
        byte[] all = random(7, 200 * 100);

        // when
        for (int i = 1; i <= 100; i++) {
            server.wal.put(1, Arrays.copyOf(all, i * 200));
            pipeline.receiver().disconnect("the fake's stream has a fixed end");
            run(pipeline, 3);
        }

        // then
        assertThat(wal(local)).hasSizeLessThan(2 * ShipPolicy.MOST_PARTS);
        assertThat(sum(restored(local, 1))).isEqualTo(sum(server.bytes()));
    }

    @Test
    void shouldFollowAPromotionAndKeepBothTimelines() throws IOException {
        // given: the standby has less than was received of the old primary
        WalPipeline pipeline = pipeline(local, offsite);
        run(pipeline, 5);
        long end = FakeWalServer.SEGMENT + 8_000;

        // when
        promote(end);
        pipeline.receiver().disconnect("the primary is gone");
        run(pipeline, 5);

        // then
        assertThat(restored(local, 1).length).isEqualTo(BYTES);
        assertThat(sum(restored(local, 2)))
                .isEqualTo(sum(Arrays.copyOfRange(server.bytes(), (int) FakeWalServer.SEGMENT, server.bytes().length)));
        WalStock stock = stock();
        assertThat(stock.histories()).containsOnlyKeys(2);
        RecoveryPlanner.Plan plan = new RecoveryPlanner(stock.spans(), stock.histories(), FakeWalServer.SEGMENT)
                .plan(1, 0, 100)
                .orElseThrow();
        assertThat(plan.timeline()).isEqualTo(2);
        assertThat(plan.end()).isEqualTo(server.bytes().length);
        assertThat(pipeline.receiver().alarm().reason()).isEmpty();
    }

    @Test
    void shouldTakeNothingFromAFormerPrimary() throws IOException {
        // given
        WalPipeline pipeline = pipeline(local, offsite);
        run(pipeline, 3);
        byte[] old = server.bytes();
        promote(BYTES);
        pipeline.receiver().disconnect("promoted");
        run(pipeline, 5);

        // when: the former primary is back under the same address
        server.timeline = 1;
        server.wal.put(1, Arrays.copyOf(old, old.length + 1000));
        pipeline.receiver().disconnect("gone");
        run(pipeline, 3);

        // then
        assertThat(pipeline.receiver().alarm().reason().orElseThrow()).contains("former primary");
        assertThat(sum(restored(local, 1))).isEqualTo(sum(old));
    }

    @Test
    void shouldRaiseAnAlarmAndGoOnWhereTheServerHasThrownWalAway() throws IOException {
        // given
        WalPipeline pipeline = pipeline(local, offsite);
        run(pipeline, 5);

        // when: it was away for too long
        pipeline.receiver().disconnect("away");
        server.wal.put(1, random(1, (int) (6 * FakeWalServer.SEGMENT)));
        server.removedBefore = 4 * FakeWalServer.SEGMENT;
        server.slot = new WalServer.Slot(-1, 0, true, false);
        run(pipeline, 5);

        // then
        assertThat(pipeline.receiver().alarm().reason().orElseThrow()).contains("thrown away", "take a snapshot");
        WalStatus.Line line = WalStatus.of(repository(local)).getFirst();
        assertThat(line.gaps()).singleElement().asString().contains("to 0/10000; what is before it was sent up to");
        assertThat(line.last()).isEqualTo("0/18000");
    }

    @Test
    void shouldRaiseNoAlarmWhereTheSlotIsLostAndNothingElse() throws IOException {
        // given: no place takes anything, so that the slot falls behind, and all that came is in the spool
        Dead dead = new Dead(local);
        WalPipeline pipeline = pipeline(dead);
        run(pipeline, 3);

        // when
        server.wal.put(1, random(1, (int) (4 * FakeWalServer.SEGMENT)));
        System.arraycopy(random(1, BYTES), 0, server.bytes(), 0, BYTES);
        server.removedBefore = 2 * FakeWalServer.SEGMENT;
        server.slot = new WalServer.Slot(-1, 0, true, false);
        pipeline.receiver().disconnect("the server has ended it");
        dead.alive = true;
        run(pipeline, 8);

        // then
        assertThat(pipeline.receiver().alarm().reason()).isEmpty();
        assertThat(pipeline.receiver().hasLostSlot()).isTrue();
        assertThat(sum(restored(local, 1))).isEqualTo(sum(server.bytes()));
    }

    @Test
    void shouldGoOnWhereAnotherReplicaHasEndedAndNotWhereItHadEndedItself() throws IOException {
        // given: one that has received a while ago, and another since then
        run(pipeline(local), 5);
        MemoryDisk old = disk;
        byte[] all = random(1, (int) (6 * FakeWalServer.SEGMENT));
        System.arraycopy(server.bytes(), 0, all, 0, BYTES);
        server.wal.put(1, all);
        disk = new MemoryDisk();
        run(pipeline(local), 8);

        // when: the server has thrown away what the other had brought to the place
        server.removedBefore = 5 * FakeWalServer.SEGMENT;
        server.slot = new WalServer.Slot(5 * FakeWalServer.SEGMENT, 0, false, false);
        disk = old;
        WalPipeline first = pipeline(local);
        run(first, 8);

        // then
        assertThat(first.receiver().alarm().reason()).isEmpty();
        assertThat(sum(restored(local, 1))).isEqualTo(sum(all));
    }

    @Test
    void shouldFindAndHealEveryDamagedPiece() throws IOException {
        // given
        run(pipeline(local, offsite), 5);
        promote(BYTES);
        run(pipeline(local, offsite), 5);
        for (String key : wal(local)) {
            byte[] good = local.get(key).orElseThrow().bytes();
            for (int at : List.of(0, 9, 15, 50, 60, good.length / 2, good.length - 1)) {
                // when
                byte[] bad = good.clone();
                bad[at] ^= 1;
                local.delete(key);
                local.create(key, bad);

                // then
                assertThat(WalMending.damaged(repository(local), null))
                        .as("%s at %d", key, at)
                        .isNotEmpty();
            }
            local.delete(key);
            local.create(key, Arrays.copyOf(good, good.length / 2));
            assertThat(WalMending.damaged(repository(local), null)).isNotEmpty();
            assertThat(new WalMending(Depot.open(List.of(local, offsite), TestKeys.ENCRYPTED)
                                    .repositories())
                            .heal())
                    .isEqualTo(new WalMending.Mended(1, List.of()));
            assertThat(WalMending.damaged(repository(local), null)).isEmpty();
        }
        assertThat(sum(restored(local, 2))).isEqualTo(sum(restored(offsite, 2)));
    }

    @Test
    void shouldSurviveAtEveryWriteOfTheSpool() throws IOException {
        int kills = 0;
        for (boolean killed = true; killed; kills++) {
            fresh();
            disk.killAt(kills + 1);
            tolerant(local, offsite);
            killed = disk.isKilled();
            disk.restart();
            assertThatNothingIsLost("spool write " + (kills + 1));
        }
        System.out.printf("killed at %d writes of the spool%n", kills - 1);
        assertThat(kills).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveAtEveryCallOfThePlaces(Fault fault) throws IOException {
        int at = 1;
        for (boolean missed = false; !missed; at++) {
            fresh();
            ChaosStore.Plan plan = new ChaosStore.Plan(fault, at);
            tolerant(new ChaosStore(local, plan), new ChaosStore(offsite, plan));
            missed = plan.hasMissed();
            disk.restart();
            assertThatNothingIsLost(plan.toString());
        }
        System.out.printf("%s at %d calls of the places%n", fault, at - 2);
        assertThat(at).isGreaterThan(20);
    }

    /** What the server may forget is in a place; and what was not brought is brought by the next run. */
    private void assertThatNothingIsLost(String when) throws IOException {
        if (server.acknowledged > 0) {
            List<Span> spans = stock().spans().getOrDefault(1, List.of());
            assertThat(Span.reach(spans, 0)).as(when).isGreaterThanOrEqualTo(server.acknowledged);
        }
        run(pipeline(local, offsite), 8);
        assertThat(sum(restored(local, 1))).as(when).isEqualTo(sum(server.bytes()));
        assertThat(sum(restored(offsite, 1))).as(when).isEqualTo(sum(server.bytes()));
        assertThat(WalMending.damaged(repository(local), null)).as(when).isEmpty();
        assertThat(WalMending.damaged(repository(offsite), null)).as(when).isEmpty();
    }

    private void fresh() {
        server.wal.clear();
        server.wal.put(1, random(1, BYTES));
        server.slot = null;
        server.acknowledged = 0;
        disk = new MemoryDisk();
        local = new MemoryObjectStore("local", clock);
        offsite = new MemoryObjectStore("offsite", clock);
    }

    private void promote(long end) {
        byte[] next = Arrays.copyOf(Arrays.copyOf(server.bytes(), (int) end), (int) end + 8_000);
        System.arraycopy(random(2, 8_000), 0, next, (int) end, 8_000);
        server.history = TimelineHistory.parse(2, "1\t%s\tno recovery target specified\n".formatted(Lsn.text(end)));
        server.timeline = 2;
        server.wal.put(2, next);
    }

    private WalPipeline pipeline(ObjectStore... stores) throws IOException {
        WalSpool spool = WalSpool.open(disk);
        List<WalPlace> places = new ArrayList<>();
        for (ObjectStore store : stores) {
            places.add(new WalPlace(
                    store,
                    List.of(stores),
                    TestKeys.ENCRYPTED,
                    new WalShipper(spool, new ShipPolicy(Duration.ofSeconds(2), 4 << 20))));
        }
        return new WalPipeline(() -> server, spool, places, Long.MAX_VALUE);
    }

    /** Errors of the server's connection and of the spool are the caller's to survive. */
    private void run(WalPipeline pipeline, int rounds) {
        for (int round = 0; round < rounds; round++) {
            try {
                pipeline.receive(clock.instant());
            } catch (IOException e) {
                // It connects again in the next round.
            }
            for (WalPlace place : pipeline.places()) {
                boolean more = place.step(clock.instant());
                while (more) {
                    more = place.step(clock.instant());
                }
            }
            clock.advance(Duration.ofSeconds(6));
        }
    }

    private void tolerant(ObjectStore... stores) {
        try {
            run(pipeline(stores), 4);
        } catch (IOException | IllegalStateException e) {
            // Killed before it began.
        }
    }

    private WalStock stock() throws IOException {
        List<WalArchive> archives = new ArrayList<>();
        for (ObjectStore store : List.of(local, offsite)) {
            Optional<Repository> there = Repository.open(store, TestKeys.ENCRYPTED);
            there.ifPresent(one -> archives.add(new WalArchive(one)));
        }
        return WalStock.of(archives, FakeWalServer.SYSTEM, FakeWalServer.SEGMENT);
    }

    private static Repository repository(ObjectStore store) throws IOException {
        return Repository.open(store, TestKeys.ENCRYPTED).orElseThrow();
    }

    private static byte[] restored(ObjectStore store, int timeline) throws IOException {
        WalArchive archive = new WalArchive(repository(store));
        WalStock stock = WalStock.of(List.of(archive), FakeWalServer.SYSTEM, FakeWalServer.SEGMENT);
        Map<Integer, List<Span>> spans = stock.spans();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Span span : spans.getOrDefault(timeline, List.of())) {
            for (WalSegment one = WalSegment.at(timeline, span.from(), FakeWalServer.SEGMENT);
                    one.start() < span.to();
                    one = one.next()) {
                int to = (int) (Math.min(one.end(), span.to()) - one.start());
                all.write(stock.segment(one, 0, to).bytes(), 0, to);
            }
        }
        return all.toByteArray();
    }

    private static Hash sum(byte[] bytes) {
        return Hash.sha256(bytes);
    }

    private static List<String> wal(ObjectStore store) throws IOException {
        return ObjectKeys.all(store, "wal/").stream().map(ObjectStore.Head::key).toList();
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A place that answers nobody, until it does. */
    private static final class Dead extends ForwardingStore {

        private boolean alive;
        private boolean memory = true;

        Dead(ObjectStore store) {
            super(store);
        }

        @Override
        public Put create(String key, byte[] bytes) throws IOException {
            refuse();
            if (!memory && key.startsWith("wal/")) {
                throw new OutOfMemoryError("Java heap space");
            }
            return super.create(key, bytes);
        }

        @Override
        public Optional<Stored> get(String key) throws IOException {
            refuse();
            return super.get(key);
        }

        private void refuse() throws IOException {
            if (!alive) {
                throw new IOException(name() + ": is dead");
            }
        }
    }
}
