package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

    @Test
    void shouldReturnWhatTheActReturns() throws InterruptedException {
        assertThat(TimeLimit.call(Duration.ofSeconds(10), () -> "done")).contains("done");
    }

    @Test
    void shouldNotWaitForAnActThatDoesNotEndAndInterruptIt() throws InterruptedException {
        // given
        CountDownLatch interrupted = new CountDownLatch(1);

        // when
        var outcome = TimeLimit.call(Duration.ofMillis(50), () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "late";
        });

        // then
        assertThat(outcome).isEmpty();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldThrowWhatTheActThrows() {
        assertThatThrownBy(() -> TimeLimit.call(Duration.ofSeconds(10), () -> {
                    throw new IllegalArgumentException("broken");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("broken");
    }

    @Test
    void shouldInterruptTheActWhenItsCallerIsInterrupted() throws InterruptedException {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread caller = Thread.startVirtualThread(() -> {
            try {
                TimeLimit.call(Duration.ofMinutes(1), () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        interrupted.countDown();
                    }
                    return "never";
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // when
        begun.await();
        caller.interrupt();

        // then
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
    }
}
