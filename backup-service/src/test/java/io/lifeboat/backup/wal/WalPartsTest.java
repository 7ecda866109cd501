package io.lifeboat.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.event.BackupEvent;
import io.lifeboat.event.BackupEvent.ReplicationLagMeasured;
import io.lifeboat.event.BackupEvent.SlotRetentionMeasured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What decides, without a server and without a disk. */
class WalPartsTest {

    private static final long SIZE = 16 << 20;
    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final Duration OBJECTIVE = Duration.ofMinutes(5);

    @Test
    void shouldNameSegmentsAsPostgresDoes() {
        WalSegment segment = WalSegment.at(2, Lsn.parse("16/B374D848"), SIZE);
        assertThat(segment.name()).isEqualTo("0000000200000016000000B3");
        assertThat(WalSegment.parse(segment.name(), SIZE)).contains(segment);
        assertThat(Lsn.text(segment.start())).isEqualTo("16/B3000000");
        assertThat(WalSegment.at(1, Lsn.parse("0/FFFFFFFF"), SIZE).next().name())
                .isEqualTo("000000010000000100000000");
        assertThatThrownBy(() -> Lsn.parse("16B374D848")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadItsOwnKeysAndNoOthers() {
        WalPiece piece = new WalPiece("73", WalSegment.at(1, 0, SIZE), 16, 4096);
        String key = WalKey.of(piece).key(Hash.NONE);
        assertThat(key).startsWith("wal/73/00000001/000000010000000000000000.part-00000010-00001000-");
        assertThat(WalKey.parse(key).orElseThrow().piece(SIZE)).contains(piece);
        assertThat(WalKey.parse(key.replace("/00000001/", "/00000002/"))).isEmpty();
        assertThat(WalKey.parse(key.replace("wal/73", "wal/../73"))).isEmpty();
        assertThat(WalKey.parse(key.replace("-00001000-", "-F0001000-"))
                        .orElseThrow()
                        .piece(SIZE))
                .isEmpty();
    }

    @Test
    void shouldFindGapsAndHowFarThereIsNone() {
        List<Span> spans = List.of(new Span(40, 50), new Span(0, 10), new Span(10, 20), new Span(15, 30));
        assertThat(Span.joined(spans)).containsExactly(new Span(0, 30), new Span(40, 50));
        assertThat(Span.gaps(spans)).containsExactly(new Span(30, 40));
        assertThat(Span.reach(spans, 5)).isEqualTo(30);
        assertThat(Span.reach(spans, 35)).isEqualTo(35);
    }

    @Test
    void shouldPlanAlongTheTimelinesAndStopAtAGap() {
        TimelineHistory second = TimelineHistory.parse(2, "1\t0/2800000\tpromoted\n");
        Map<Integer, List<Span>> there = Map.of(
                1,
                List.of(new Span(0, 0x3000000)),
                2,
                List.of(new Span(0x2000000, 0x4100000), new Span(0x5000000, 0x6000000)));
        RecoveryPlanner.Plan plan = new RecoveryPlanner(there, Map.of(2, second), SIZE)
                .plan(1, 0x1000000, 0x1000100)
                .orElseThrow();
        assertThat(plan.timeline()).isEqualTo(2);
        assertThat(plan.segments().stream().map(WalSegment::name))
                .containsExactly(
                        "000000010000000000000001",
                        "000000020000000000000002",
                        "000000020000000000000003",
                        "000000020000000000000004");
        assertThat(Lsn.text(plan.end())).isEqualTo("0/4100000");
        assertThat(plan.reason()).contains("0/4100000 to 0/5000000");
    }

    @Test
    void shouldShipByTimeBySizeAndAtTheEndOfASegment() {
        ShipPolicy policy = new ShipPolicy(Duration.ofSeconds(30), 4 << 20);
        WalSegment segment = WalSegment.at(1, 0, SIZE);
        WalSpool.Spooled some = new WalSpool.Spooled(segment, 1000, false);
        assertThat(policy.next(some, List.of(), 0, NOW, NOW.plusSeconds(29))).isEmpty();
        assertThat(policy.next(some, List.of(), 0, NOW, NOW.plusSeconds(30))).isPresent();
        assertThat(policy.next(new WalSpool.Spooled(segment, 4 << 20, false), List.of(), 0, NOW, NOW))
                .isPresent();
        assertThat(policy.next(some, List.of(new Span(0, 1000)), 1, NOW, NOW.plusSeconds(99)))
                .isEmpty();
        assertThat(policy.next(new WalSpool.Spooled(segment, SIZE, true), List.of(new Span(0, 1000)), 1, NOW, NOW)
                        .orElseThrow())
                .isEqualTo(new ShipPolicy.Shipment(0, SIZE, "the segment is complete"));
    }

    @Test
    void shouldJudgeTheRpoAtItsSteps() {
        for (Map.Entry<Integer, Integer> one :
                Map.of(149, 0, 150, 50, 239, 50, 240, 80, 299, 80, 300, 100).entrySet()) {
            RpoJudge.Verdict verdict = RpoJudge.judge(NOW, NOW, OBJECTIVE, 0, NOW, NOW.plusSeconds(one.getKey()));
            assertThat(verdict.percent()).as("%d s", one.getKey()).isEqualTo(one.getValue());
            assertThat(verdict.tell()).isEqualTo(one.getValue() > 0 || one.getKey() >= 300);
        }
        assertThat(RpoJudge.judge(null, NOW, OBJECTIVE, 0, null, NOW.plusSeconds(400))
                        .percent())
                .isEqualTo(100);
        assertThat(RpoJudge.judge(NOW, NOW, null, 0, NOW, NOW.plusSeconds(299)).tell())
                .isFalse();
        assertThat(RpoJudge.judge(NOW, NOW, OBJECTIVE, 100, NOW, NOW.plusSeconds(1))
                        .percent())
                .isZero();
    }

    @Test
    void shouldTellOfASlotAndAStandbyThatAreAtRisk() {
        // given
        List<BackupEvent> told = new ArrayList<>();
        ServerWatch watch = new ServerWatch("database", OBJECTIVE, told::add);

        // when: nothing bounds the one, and the other is half spent; one standby is well
        watch.look(seen(slot("lifeboat_backup", 9e9, Double.NaN), slot("lifeboat_wal", 50, 50), follows(1)), NOW);
        watch.look(seen(slot("lifeboat_wal", 60, 40), follows(2)), NOW.plusSeconds(10));

        // then
        assertThat(told)
                .containsExactly(
                        new SlotRetentionMeasured(
                                "database", "lifeboat_backup", "extended", 0, 9_000_000_000L, null, NOW, null),
                        new SlotRetentionMeasured("database", "lifeboat_wal", "extended", 50, 50, 50L, NOW, null),
                        new ReplicationLagMeasured(
                                "database", "standby", 0, 7, Duration.ofSeconds(1), OBJECTIVE, NOW, null));

        // when: the slot is lost, and the standby is away for longer and longer
        told.clear();
        Instant later = NOW.plusSeconds(20);
        ServerSeen bad = seen(new ServerSeen.Slot("lifeboat_wal", "lost", 0, Double.NaN), away());
        watch.look(bad, later);
        watch.look(bad, later.plusSeconds(149));
        watch.look(bad, later.plusSeconds(150));
        watch.look(bad, later.plusSeconds(299));

        // then
        assertThat(told)
                .containsExactly(
                        new SlotRetentionMeasured("database", "lifeboat_wal", "lost", 100, 0, null, later, null),
                        new ReplicationLagMeasured(
                                "database",
                                "standby",
                                50,
                                9,
                                Duration.ofSeconds(150),
                                OBJECTIVE,
                                later.plusSeconds(150),
                                null),
                        new ReplicationLagMeasured(
                                "database",
                                "standby",
                                80,
                                9,
                                Duration.ofSeconds(299),
                                OBJECTIVE,
                                later.plusSeconds(299),
                                null));
        assertThat(watch.seen().worstBytes()).isEqualTo(9);
    }

    private static ServerSeen seen(Object... all) {
        return new ServerSeen(
                Stream.of(all)
                        .filter(ServerSeen.Slot.class::isInstance)
                        .map(ServerSeen.Slot.class::cast)
                        .toList(),
                Stream.of(all)
                        .filter(ServerSeen.Standby.class::isInstance)
                        .map(ServerSeen.Standby.class::cast)
                        .toList());
    }

    private static ServerSeen.Slot slot(String name, double retained, double safe) {
        return new ServerSeen.Slot(name, "extended", retained, safe);
    }

    private static ServerSeen.Standby follows(double seconds) {
        return new ServerSeen.Standby("standby", 7, seconds, false);
    }

    private static ServerSeen.Standby away() {
        return new ServerSeen.Standby("standby", 9, Double.NaN, true);
    }
}
