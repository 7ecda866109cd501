package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.WaitAction;
import io.lifeboat.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WaitExecutorTest {

    @Test
    void shouldSayUntilWhenAndBlockNobody() {
        // given
        Instant now = Instant.parse("2026-03-02T03:00:00Z");
        WaitAction action = new WaitAction(Duration.ofDays(3));

        // when
        ActionOutcome outcome = new WaitExecutor(new MutableClock(now))
                .execute(action, Contexts.of(action, Effect.IDEMPOTENT, Duration.ofSeconds(1)));

        // then
        assertThat(outcome).isEqualTo(new ActionOutcome.Later(now.plus(Duration.ofDays(3))));
    }
}
