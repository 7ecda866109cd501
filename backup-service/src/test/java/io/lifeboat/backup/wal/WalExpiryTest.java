package io.lifeboat.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.expiry.Expiry;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.Depot;
import io.lifeboat.backup.repository.Holds;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.retention.Hold;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Keep;
import io.lifeboat.catalog.BackupGroup.Source;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WAL that no snapshot needs goes, and no instant that could be reached goes with it. */
class WalExpiryTest {

    private static final String COMPONENT = "database";
    private static final String SYSTEM = "7300000000000000001";
    private static final int SEGMENT = 1 << 14;
    private static final int OPERATIONS = 120;
    private static final BackupGroup GROUP = new BackupGroup(
            COMPONENT,
            "Database Backups",
            null,
            List.of(new Source("db-server", "/data", "bot")),
            List.of(),
            List.of(),
            null,
            new Keep(2, 0, 3, 0, 0));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T02:00:00Z"));
    private final Expiry expiry = new Expiry(clock, Expiry.GRACE);
    private final MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private final MemoryObjectStore offsite = new MemoryObjectStore("offsite", clock);
    private List<Repository> places;
    private int timeline = 1;
    private long lsn = SEGMENT;
    private long begun = SEGMENT;
    private final StringBuilder history = new StringBuilder();

    @BeforeEach
    void open() {
        places = Depot.openOrCreate(List.of(local, offsite), TestKeys.ENCRYPTED, clock.instant())
                .repositories();
    }

    @Test
    void shouldMarkThenWaitThenRemoveWhatNoSnapshotNeeds() throws IOException {
        // given: two days of snapshots with WAL between them
        String first = snapshot(places);
        for (int day = 0; day < 6; day++) {
            write(3, places);
            clock.advance(Duration.ofDays(1));
            snapshot(places);
        }
        assertThat(pieces(places.getFirst())).hasSizeGreaterThan(15);

        // when
        Expired marked = expire(places.getFirst(), true);

        // then
        assertThat(marked.marked()).containsKey(first);
        assertThat(marked.wal()).singleElement().satisfies(verdict -> {
            assertThat(verdict.over().keys()).isNotEmpty();
            assertThat(verdict.over().neededBy()).isNotEqualTo(first);
        });
        assertThat(marked.removedWal()).isZero();
        assertThat(expiry.explain(GROUP, places.getFirst()).wal().getFirst().goesAt())
                .isEqualTo(clock.instant().plus(Expiry.GRACE));

        // when: not before the other place, too, has none that needs it
        expire(places.getLast(), true);
        clock.advance(Expiry.GRACE);
        assertThat(expire(places.getFirst(), true).removedWal()).isZero();
        expire(places.getLast(), true);
        expire(places.getFirst(), true);
        clock.advance(Expiry.GRACE);
        Expired removed = expire(places.getFirst(), true);

        // then
        assertThat(removed.failure()).isNull();
        assertThat(removed.removedWal())
                .isEqualTo(marked.wal().getFirst().over().keys().size());
        assertThat(pieces(places.getFirst()))
                .hasSize(marked.wal().getFirst().over().kept());
    }

    @Test
    void shouldKeepWhatAHoldOfTheLastMinuteNeeds() throws IOException {
        // given
        String first = snapshot(places);
        for (int day = 0; day < 6; day++) {
            write(3, places);
            clock.advance(Duration.ofDays(1));
            snapshot(places);
        }
        expireEverywhere();
        int before = pieces(places.getFirst()).size();

        // when
        clock.advance(Expiry.GRACE);
        new Holds(places.getFirst()).add(COMPONENT, new Hold(first, "incident 7", "is open", clock.instant(), null));

        // then
        assertThat(expire(places.getFirst(), true).removedWal()).isZero();
        assertThat(pieces(places.getFirst())).hasSize(before);

        // and: it goes once nobody holds it any more
        new Holds(places.getFirst()).release(COMPONENT, first, null);
        int went = 0;
        for (int run = 0; run < 3; run++) {
            went += expireEverywhere();
            clock.advance(Expiry.GRACE);
        }
        assertThat(went).isPositive();
    }

    @Test
    void shouldWaitForAPlaceThatCannotSayWhatItHas() throws IOException {
        // given: of which the other place has nothing that is old
        snapshot(places.subList(0, 1));
        for (int day = 0; day < 6; day++) {
            write(3, places);
            clock.advance(Duration.ofDays(1));
            snapshot(places.subList(0, 1));
        }
        snapshot(places);
        expire(places.getFirst(), true);
        clock.advance(Expiry.GRACE);

        // then
        Expired alone =
                expiry.run(GROUP, places.getFirst(), new Expiry.Places(List.of(places.getFirst()), false), true);
        assertThat(alone.removedWal()).isZero();
        assertThat(alone.waits()).contains("every place can say");
        assertThat(expire(places.getFirst(), true).removedWal()).isPositive();
    }

    @Test
    void shouldLeaveAllWalOfAClusterWithoutASnapshot() throws IOException {
        // given
        write(4, places);
        clock.advance(Duration.ofDays(300));

        // then
        assertThat(expiry.explain(GROUP, places.getFirst()).wal())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.over().neededFrom()).isNull();
                    assertThat(verdict.over().keys()).isEmpty();
                });
    }

    /** Random histories: promotions, restores to an earlier time, holds, a place that is away. */
    @Test
    void shouldReachAfterwardsWhateverCouldBeReachedBefore() throws IOException {
        long seed = Long.getLong("lifeboat.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int removed = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            List<Repository> reached = random.nextInt(6) == 0 ? List.of(places.get(random.nextInt(2))) : places;
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> {
                    clock.advance(Duration.ofHours(random.nextInt(30)));
                    snapshot(reached);
                }
                case 3, 4 -> write(1 + random.nextInt(3), reached);
                case 5 -> promote(random, reached);
                case 6 -> hold(random);
                default -> removed += expire(random, seed);
            }
        }
        System.out.printf("%d pieces of WAL went in %d operations%n", removed, OPERATIONS);
        assertThat(removed).as("seed %d", seed).isPositive();
    }

    private int expire(Random random, long seed) throws IOException {
        clock.advance(Duration.ofHours(random.nextInt(30)));
        Repository in = places.get(random.nextInt(2));
        Map<String, Optional<RecoveryPlanner.Plan>> before = reach();
        Expired expired = expire(in, random.nextBoolean());
        Map<String, Optional<RecoveryPlanner.Plan>> after = reach();
        before.keySet().retainAll(after.keySet());
        assertThat(after).as("seed %d", seed).isEqualTo(before);
        return expired.removedWal();
    }

    /** How far each snapshot that is left can be recovered, by all that the places have together. */
    private Map<String, Optional<RecoveryPlanner.Plan>> reach() throws IOException {
        Map<String, Optional<RecoveryPlanner.Plan>> reach = new TreeMap<>();
        WalStock stock = WalStock.of(places.stream().map(WalArchive::new).toList(), SYSTEM, SEGMENT);
        for (Repository place : places) {
            for (String id : place.snapshots(COMPONENT)) {
                Base base = Base.of(place.manifest(COMPONENT, id)).orElseThrow();
                reach.put(
                        id,
                        new RecoveryPlanner(stock.spans(), stock.histories(), SEGMENT)
                                .plan(base.timeline(), base.wanted(), base.stop()));
            }
        }
        return reach;
    }

    private int expireEverywhere() {
        return places.stream()
                .mapToInt(place -> expire(place, true).removedWal())
                .sum();
    }

    private Expired expire(Repository in, boolean thorough) {
        return expiry.run(GROUP, in, new Expiry.Places(places, true), thorough);
    }

    private String snapshot(List<Repository> to) throws IOException {
        Instant now = clock.instant();
        String id = SnapshotId.create(now);
        long start = lsn;
        lsn += 100;
        SnapshotManifest manifest = new SnapshotManifest(
                SnapshotManifest.FORMAT,
                COMPONENT,
                id,
                now,
                now,
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of(
                        "systemId", SYSTEM,
                        "timeline", String.valueOf(timeline),
                        "startLsn", Lsn.text(start),
                        "stopLsn", Lsn.text(lsn),
                        "walSegmentSize", String.valueOf(SEGMENT)),
                0);
        for (Repository place : to) {
            place.commit(manifest);
        }
        return id;
    }

    /** Segments from the current one on, the last in part. */
    private void write(int segments, List<Repository> to) throws IOException {
        for (int i = 0; i < segments; i++) {
            WalSegment segment = WalSegment.at(timeline, lsn, SEGMENT);
            put(segment, SEGMENT, to);
            lsn = segment.end();
        }
        lsn += 5_000;
        put(WalSegment.at(timeline, lsn, SEGMENT), (int) (lsn % SEGMENT), to);
    }

    private void put(WalSegment segment, int length, List<Repository> to) throws IOException {
        byte[] wal = new byte[length];
        new Random(segment.number() * 31 + segment.timeline()).nextBytes(wal);
        for (Repository place : to) {
            new WalArchive(place).put(new WalPiece(SYSTEM, segment, 0, length), wal, clock.instant());
        }
    }

    /** At where it is, or earlier, as after a restore to a time. */
    private void promote(Random random, List<Repository> to) throws IOException {
        if (timeline > 6) {
            return;
        }
        lsn = Math.max(begun, lsn - random.nextInt(4) * (long) SEGMENT);
        begun = lsn;
        history.append("%d\t%s\tpromoted\n".formatted(timeline, Lsn.text(lsn)));
        timeline++;
        for (Repository place : to) {
            new WalArchive(place)
                    .histories()
                    .put(SYSTEM, TimelineHistory.parse(timeline, history.toString()), clock.instant());
        }
        put(WalSegment.at(timeline, lsn, SEGMENT), (int) Math.max(1, lsn % SEGMENT), to);
    }

    private void hold(Random random) throws IOException {
        Repository place = places.get(random.nextInt(2));
        TreeSet<String> ids = new TreeSet<>(place.snapshots(COMPONENT));
        if (!ids.isEmpty()) {
            String id = List.copyOf(ids).get(random.nextInt(ids.size()));
            if (random.nextBoolean()) {
                new Holds(place)
                        .add(
                                COMPONENT,
                                new Hold(
                                        id,
                                        "test",
                                        "random",
                                        clock.instant(),
                                        clock.instant().plus(Duration.ofDays(2))));
            } else {
                new Holds(place).release(COMPONENT, id, null);
            }
        }
    }

    private static List<StoredPiece> pieces(Repository place) throws IOException {
        return new WalArchive(place).inventory(SYSTEM, SEGMENT).pieces();
    }
}
