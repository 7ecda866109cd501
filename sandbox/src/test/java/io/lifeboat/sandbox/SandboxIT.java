package io.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SandboxIT {

    @Test
    void shouldTradeAndLoseNothing() {
        // given
        TestSandbox.kafka();
        long before = System.nanoTime();
        Sandbox sandbox = TestSandbox.get();
        System.out.println("up in " + Duration.ofNanos(System.nanoTime() - before));

        // when
        Verdict verdict = sandbox.verdict();

        // then
        assertThat(verdict.ordersAccepted()).isPositive();
        assertThat(verdict.good()).isTrue();
    }
}
