package io.lifeboat.recovery.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorityTest {

    private static final UUID MINE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final Authority TRADING =
            new Authority("trading-engine", "trading-server", 7, AuthorityPhase.TRADING, null);

    @Test
    void shouldGoFromOneHolderToTheNextUnderAHigherEpoch() {
        // when
        Authority fencing = TRADING.beginFence(MINE);
        Authority fenced = fencing.fenced(MINE, 8);
        Authority observing = fenced.activate(MINE, "standby-server");
        Authority trading = observing.reconciled(MINE);

        // then
        assertThat(fencing.holder()).isEqualTo("trading-server");
        assertThat(fenced.holder()).isEqualTo(Authority.NOBODY);
        assertThat(observing.phase()).isEqualTo(AuthorityPhase.OBSERVING);
        assertThat(trading)
                .isEqualTo(new Authority("trading-engine", "standby-server", 8, AuthorityPhase.TRADING, MINE));
    }

    @Test
    void shouldNotActivateWithoutAConfirmedFence() {
        assertThatThrownBy(() -> TRADING.activate(MINE, "standby-server"))
                .isInstanceOf(AuthorityRefusedException.class)
                .hasMessageContaining("no confirmed fence");
        assertThatThrownBy(() -> TRADING.beginFence(MINE).activate(MINE, "standby-server"))
                .hasMessageContaining("it is fencing under epoch 8");
    }

    @Test
    void shouldNotActivateOnAnothersFence() {
        // given
        Authority fenced = TRADING.beginFence(OTHER).fenced(OTHER, 8);

        // then
        assertThatThrownBy(() -> fenced.activate(MINE, "standby-server")).isInstanceOf(AuthorityRefusedException.class);
    }

    @Test
    void shouldNotLetTradeWhatWasNotActivated() {
        assertThatThrownBy(() -> TRADING.beginFence(MINE).fenced(MINE, 8).reconciled(MINE))
                .hasMessageContaining("can't let it trade");
        assertThatThrownBy(() -> TRADING.reconciled(MINE)).isInstanceOf(AuthorityRefusedException.class);
    }

    @Test
    void shouldMakeAFormerFenceWorthlessByANewOne() {
        // given
        Authority mine = TRADING.beginFence(MINE);
        Authority others = mine.beginFence(OTHER);

        // then
        assertThat(others.epoch()).isEqualTo(9);
        assertThatThrownBy(() -> others.fenced(MINE, 8)).hasMessageContaining("another run's by now");
    }

    @ParameterizedTest
    @EnumSource(
            value = AuthorityPhase.class,
            names = {"FENCING", "FENCED"})
    void shouldGiveTheSameEpochToTheSameRun(AuthorityPhase phase) {
        // given
        Authority mine = new Authority("trading-engine", "trading-server", 8, phase, MINE);

        // then
        assertThat(mine.beginFence(MINE)).isEqualTo(mine);
    }

    @Test
    void shouldTakeTheAuthorityFromWhoeverHasItWhenTradingIsHalted() {
        // given
        Authority observing = TRADING.beginFence(MINE).fenced(MINE, 8).activate(MINE, "standby-server");

        // then: confirmed by the gateway, not confirmed, and confirmed later
        assertThat(TRADING.halted(8))
                .isEqualTo(new Authority("trading-engine", Authority.NOBODY, 8, AuthorityPhase.FENCED, null));
        assertThat(TRADING.halted(0))
                .isEqualTo(new Authority("trading-engine", Authority.NOBODY, 8, AuthorityPhase.FENCING, null));
        assertThat(TRADING.halted(0).halted(7).phase()).isEqualTo(AuthorityPhase.FENCING);
        assertThat(TRADING.halted(0).halted(8).phase()).isEqualTo(AuthorityPhase.FENCED);
        assertThat(observing.halted(9).epoch()).isEqualTo(9);
        assertThatThrownBy(() -> observing.halted(9).reconciled(MINE)).hasMessageContaining("can't let it trade");
        assertThatThrownBy(() -> observing.halted(9).activate(MINE, "standby-server"))
                .hasMessageContaining("no confirmed fence");
    }

    @Test
    void shouldNotFallBehindAGatewayThatRefusesMore() {
        assertThat(TRADING.halted(12).epoch()).isEqualTo(12);
        assertThat(TRADING.beginFence(MINE).raised(MINE, 12).epoch()).isEqualTo(13);
        assertThat(TRADING.beginFence(MINE).raised(MINE, 7)).isEqualTo(TRADING.beginFence(MINE));
        assertThatThrownBy(() -> TRADING.beginFence(OTHER).raised(MINE, 12))
                .isInstanceOf(AuthorityRefusedException.class);
    }

    @Test
    void shouldLetTheNextRunBeginAfterAHalt() {
        // when
        Authority trading = TRADING.halted(8)
                .beginFence(MINE)
                .fenced(MINE, 9)
                .activate(MINE, "trading-server")
                .reconciled(MINE);

        // then
        assertThat(trading.epoch()).isEqualTo(9);
        assertThat(trading.phase()).isEqualTo(AuthorityPhase.TRADING);
    }

    /** Whatever runs ask for in whatever order: nobody observes or trades who had not fenced the one before, and no epoch comes twice. */
    @Test
    void shouldNeverLetAnEpochFallOrAHolderChangeWithoutAFence() {
        Random random = new Random(20260302);
        List<UUID> runs = List.of(MINE, OTHER, new UUID(0, 3));
        Authority now = TRADING;
        int changes = 0;
        for (int i = 0; i < 100_000; i++) {
            Authority next = asked(now, runs.get(random.nextInt(3)), random);
            assertThat(next.epoch()).isBetween(now.epoch(), now.epoch() + 3);
            if (!next.holder().equals(now.holder())) {
                changes++;
                boolean fenced = next.holder().equals(Authority.NOBODY) || now.phase() == AuthorityPhase.FENCED;
                assertThat(fenced).isTrue();
            }
            if (next.phase() == AuthorityPhase.TRADING && now.phase() != AuthorityPhase.TRADING) {
                assertThat(now.phase()).isEqualTo(AuthorityPhase.OBSERVING);
            }
            now = next;
        }
        assertThat(changes).isGreaterThan(1_000);
    }

    private static Authority asked(Authority now, UUID run, Random random) {
        try {
            return switch (random.nextInt(7)) {
                case 0 -> now.beginFence(run);
                case 1 -> now.fenced(run, now.epoch() - random.nextInt(2));
                case 2 -> now.activate(run, "standby-server");
                case 3 -> now.activate(run, "trading-server");
                case 4 -> now.halted(now.epoch() - 1 + random.nextInt(4));
                case 5 -> now.raised(run, now.epoch() - 1 + random.nextInt(3));
                default -> now.reconciled(run);
            };
        } catch (AuthorityRefusedException e) {
            return now;
        }
    }
}
