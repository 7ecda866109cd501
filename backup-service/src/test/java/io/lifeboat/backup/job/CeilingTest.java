package io.lifeboat.backup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CeilingTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void shouldHandOverWhatCameOfIt() throws Exception {
        assertThat(Ceiling.within(LONG, "work", () -> "done")).hasValue("done");
    }

    @Test
    void shouldInterruptWhatHangsAndGoOn() throws Exception {
        // given
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);

        // when
        assertThat(Ceiling.within(Duration.ofMillis(20), "work", () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return "too late";
                }))
                .isEmpty();

        // then
        assertThat(interrupted.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldHandOverItsFailure() {
        assertThatThrownBy(() -> Ceiling.within(LONG, "work", () -> {
                    throw new IOException("no disk");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no disk");
    }
}
