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
        assertThat(policy.decide(Optional.of(new Authority("standby-server", 2)), Instant.EPOCH, NOW))
                .isEqualTo(new TradingPolicy.Decision.Observe("epoch 2 belongs to standby-server"));
    }

    @Test
    void shouldTradeUnderItsEpochEvery300Milliseconds() {
        // given
        Optional<Authority> mine = Optional.of(new Authority("trading-server", 3));

        // then
        assertThat(policy.decide(mine, NOW.minusMillis(300), NOW)).isEqualTo(new TradingPolicy.Decision.Trade(3));
        assertThat(policy.decide(mine, NOW.minusMillis(299), NOW)).isEqualTo(new TradingPolicy.Decision.Wait());
    }

    @Test
    void shouldKeepTheNewestAuthorityOnDisk() throws IOException {
        // given
        Path file = folder.resolve("state/authority.json");
        AuthorityFile before = new AuthorityFile(file);
        before.seen(new Authority("standby-server", 2));

        // when
        boolean news = before.seen(new Authority("trading-server", 1));

        // then
        assertThat(news).isFalse();
        assertThat(new AuthorityFile(file).last()).contains(new Authority("standby-server", 2));
    }
}
