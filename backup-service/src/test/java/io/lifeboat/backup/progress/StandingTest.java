package io.lifeboat.backup.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandingTest {

    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    private final Meter meter = new Meter(nanos::get);

    @Test
    void shouldTellRateAndTimeLeft() {
        // given
        meter.begin("reading", 1_000);
        meter.add(200);
        meter.add(50);
        nanos.addAndGet(2_500_000_000L);

        // when
        Standing standing = meter.standing().orElseThrow();

        // then
        assertThat(standing.bytes()).isEqualTo(250);
        assertThat(standing.bytesPerSecond()).isEqualTo(100);
        assertThat(standing.percent()).hasValue(25);
        assertThat(standing.left()).contains(Duration.ofSeconds(8));
    }

    @Test
    void shouldMakeNothingUpWhereItCanNotKnow() {
        // nothing has begun
        meter.add(10);
        assertThat(meter.standing()).isEmpty();

        // no total, and one that was too low
        for (long total : new long[] {0, 99}) {
            meter.begin("reading", total);
            meter.add(100);
            nanos.addAndGet(2_000_000_000L);
            Standing standing = meter.standing().orElseThrow();
            assertThat(standing.percent()).isEmpty();
            assertThat(standing.left()).isEmpty();
            assertThat(standing.bytesPerSecond()).isEqualTo(50);
        }

        // too early to say
        meter.begin("writing", 100);
        assertThat(meter.standing().orElseThrow().left()).isEmpty();
        assertThat(meter.standing().orElseThrow().bytesPerSecond()).isZero();
    }
}
