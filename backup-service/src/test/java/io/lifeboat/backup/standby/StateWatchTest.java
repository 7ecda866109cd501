package io.lifeboat.backup.standby;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.event.BackupEvent.StateLagMeasured;
import io.lifeboat.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateWatchTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:15:00Z");
    private static final Duration RPO = Duration.ofMinutes(5);
    private static final Duration CLAIM = Duration.ofSeconds(50);
    private static final StateLook EQUAL = new StateLook.Compared(List.of());

    private final MutableClock clock = new MutableClock(NOW);
    private final MemoryStateRows rows = new MemoryStateRows();
    private StateWatch watch = watch(rows.replica());
    private StateLook look = EQUAL;
    private int looks;

    @BeforeEach
    void firstLook() throws InterruptedException {
        watch.look();
    }

    @Test
    void shouldPublishEachTransitionOnceThoughTheServiceIsStartedAgainInTheMiddle() throws InterruptedException {
        // given
        look = differs();

        // when: it is another instance each time
        for (int i = 0; i < 31; i++) {
            clock.advance(Duration.ofSeconds(10));
            watch.release();
            watch = watch(rows.replica());
            watch.look();
        }
        look = EQUAL;
        watch.look();
        watch.look();

        // then
        assertThat(rows.published)
                .containsExactly(
                        event(0, 0, 0, null, 0),
                        event(50, 1, 150, null, 160),
                        event(80, 1, 240, null, 250),
                        event(100, 1, 300, null, 310),
                        event(0, 0, 0, null, 310));
    }

    @Test
    void shouldSayHowFarTheCopyIsBehind() throws InterruptedException {
        // given
        StateWatch other = watch(rows.replica());
        look = differs();
        watch.look();

        // when
        clock.advance(Duration.ofSeconds(12));
        watch.look();

        // then
        assertThat(watch.describe()).isEqualTo("standby-server:/copy is 12 s behind, files that differ: 1");
        assertThat(other.describe()).contains("another replica looks");

        // when
        look = new StateLook.CopyUnreadable("the copy is missing");
        watch.look();

        // then
        assertThat(watch.describe())
                .isEqualTo("standby-server:/copy is 12 s behind, files that differ: 1; the copy is missing");

        // when
        look = new StateLook.PrimaryUnreadable("the state is missing");
        watch.look();

        // then
        assertThat(watch.describe()).isEqualTo("not measured: the state is missing");
    }

    @Test
    void shouldLookInOneReplicaAtATime() throws InterruptedException {
        // given
        StateWatch other = watch(rows.replica());

        // then
        assertThat(other.look()).isFalse();
        assertThat(other.seen()).isNull();
        assertThat(looks).isEqualTo(1);

        // when: the first has died
        clock.advance(CLAIM);

        // then: and the first finds out, should it be back
        assertThat(other.look()).isTrue();
        assertThat(other.seen()).isNotNull();
        assertThat(watch.look()).isFalse();
        assertThat(watch.seen()).isNull();
    }

    @Test
    void shouldNeitherKeepNorPublishWhatAFrozenReplicaHasSeen() throws InterruptedException {
        // given
        StateWatch other = watch(rows.replica());
        StateWatch frozen = new StateWatch(
                watched(),
                () -> {
                    clock.advance(CLAIM);
                    assertThat(other.look()).isTrue();
                    return new StateLook.CopyUnreadable("gone");
                },
                rows.replica(),
                clock,
                CLAIM);
        watch.release();

        // when
        boolean kept = frozen.look();

        // then
        assertThat(kept).isFalse();
        assertThat(rows.published).containsExactly(event(0, 0, 0, null, 0));
    }

    @Test
    void shouldTellThatTheCopyCannotBeReadAndThatItCanBeAgain() throws InterruptedException {
        // when
        clock.advance(Duration.ofSeconds(5));
        look = new StateLook.CopyUnreadable("standby-server:/copy is missing");
        watch.look();
        watch.look();
        look = EQUAL;
        watch.look();

        // then
        assertThat(rows.published)
                .containsExactly(
                        event(0, 0, 0, null, 0),
                        event(0, 0, 5, "standby-server:/copy is missing", 5),
                        event(0, 0, 0, null, 5));
    }

    @Test
    void shouldNotEvenReadWhileAnotherHostTrades() throws InterruptedException {
        // given
        look = differs();
        rows.holder = "standby-server";

        // when
        clock.advance(Duration.ofHours(1));
        watch.look();
        rows.holder = "nobody";
        watch.look();

        // then
        assertThat(looks).isEqualTo(1);
        assertThat(rows.published).hasSize(1);

        // when
        rows.holder = "trading-server";
        watch.look();

        // then
        assertThat(looks).isEqualTo(2);
        assertThat(rows.published).hasSize(2).last().isEqualTo(event(0, 1, 0, null, 3600));
    }

    private StateWatch watch(StateRows replica) {
        return new StateWatch(
                watched(),
                () -> {
                    looks++;
                    return look;
                },
                replica,
                clock,
                CLAIM);
    }

    private static StateWatch.Watched watched() {
        return new StateWatch.Watched("trading-data", "trading-engine", "trading-server", "standby-server:/copy", RPO);
    }

    /** Changed when the first look was made. */
    private static StateLook differs() {
        return new StateLook.Compared(List.of(new Difference("a", NOW.plusSeconds(10), "old", null, false)));
    }

    private static StateLagMeasured event(int percent, int files, int lag, @Nullable String trouble, int at) {
        return new StateLagMeasured(
                "trading-data",
                "standby-server:/copy",
                percent,
                files,
                Duration.ofSeconds(lag),
                RPO,
                trouble,
                NOW.plusSeconds(at),
                null);
    }
}
