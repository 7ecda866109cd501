package io.lifeboat.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradingPolicyTest {

    private static final Instant NOW = Instant.parse("2025-04-11T12:00:00Z");

    private final TradingPolicy policy = new TradingPolicy("trading-server");

    @TempDir
    Path folder;

    @Test
    void shouldOnlyObserveUntilItHasSeenAnAuthority() {
        assertThat(policy.decide(Optional.empty(), Instant.EPOCH, NOW))
                .isInstanceOf(TradingPolicy.Decision.Observe.class);
    }

    @Test
    void shouldOnlyObserveWhenAnotherHostHoldsTheAuthority() {
        assertThat(policy.decide(Optional.of(new Authority("standby-server", 2, true)), Instant.EPOCH, NOW))
                .isEqualTo(new TradingPolicy.Decision.Observe("epoch 2 belongs to standby-server"));
    }

    @Test
    void shouldTradeUnderItsEpochEvery300Milliseconds() {
        // given
        Optional<Authority> mine = Optional.of(new Authority("trading-server", 3, true));

        // then
        assertThat(policy.decide(mine, NOW.minusMillis(300), NOW)).isEqualTo(new TradingPolicy.Decision.Trade(3));
        assertThat(policy.decide(mine, NOW.minusMillis(299), NOW)).isEqualTo(new TradingPolicy.Decision.Wait());
    }

    @Test
    void shouldOnlyObserveUntilItsEpochIsReconciled() {
        assertThat(policy.decide(Optional.of(new Authority("trading-server", 3, false)), Instant.EPOCH, NOW))
                .isEqualTo(new TradingPolicy.Decision.Observe("epoch 3 is not reconciled yet"));
    }

    @Test
    void shouldGoFromNobodyToTheObserverToTheTraderWithinAnEpoch() throws IOException {
        // given
        AuthorityFile file = new AuthorityFile(folder.resolve("state/authority.json"));
        Authority nobody = new Authority("nobody", 3, true);
        Authority observes = new Authority("standby-server", 3, false);
        Authority trades = new Authority("standby-server", 3, true);

        // then
        assertThat(file.seen(nobody)).isTrue();
        assertThat(file.seen(observes)).isTrue();
        assertThat(file.seen(nobody)).isFalse();
        assertThat(file.seen(trades)).isTrue();
        assertThat(file.seen(observes)).isFalse();
        assertThat(file.last()).contains(trades);
    }

    @Test
    void shouldKeepTheNewestAuthorityOnDisk() throws IOException {
        // given
        Path file = folder.resolve("state/authority.json");
        AuthorityFile before = new AuthorityFile(file);
        before.seen(new Authority("standby-server", 2, true));

        // when
        boolean news = before.seen(new Authority("trading-server", 1, true));

        // then
        assertThat(news).isFalse();
        assertThat(new AuthorityFile(file).last()).contains(new Authority("standby-server", 2, true));
    }
}
