package io.lifeboat.recovery.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingStopperTest {

    /** The first holder has epoch 1 and was never fenced: a gateway that was never told anything still takes it. */
    @ParameterizedTest
    @CsvSource({"0, 0, 2", "1, 0, 2", "7, 0, 8", "7, 12, 12", "7, 3, 8"})
    void shouldRefuseWhoeverTradesNow(long before, long atLeast, long after) throws Exception {
        // given
        Counter gateway = new Counter(before);

        // when
        long lowest = TradingStopper.stop(gateway, "trading-engine", atLeast);

        // then
        assertThat(lowest).isEqualTo(after);
        assertThat(gateway.lowest).isEqualTo(after);
    }

    @Test
    void shouldNotCallItDoneWhenTheGatewayTakesTheRequestAndGoesOn() {
        // given
        Counter deaf = new Counter(7) {
            @Override
            public void refuseBelow(String engine, long epoch) {
                // It says yes.
            }
        };

        // then
        assertThatThrownBy(() -> TradingStopper.stop(deaf, "trading-engine", 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("still takes epoch 7, and must take none below 8");
    }

    private static class Counter implements Gateway {

        long lowest;

        Counter(long lowest) {
            this.lowest = lowest;
        }

        @Override
        public void refuseBelow(String engine, long epoch) {
            lowest = Math.max(lowest, epoch);
        }

        @Override
        public long lowestEpoch(String engine) {
            return lowest;
        }

        @Override
        public Holdings holdings(String engine) throws IOException {
            throw new IOException("nobody asks");
        }
    }
}
