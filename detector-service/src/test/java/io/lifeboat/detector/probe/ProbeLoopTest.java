package io.lifeboat.detector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.detector.symptom.SymptomBoard;
import io.lifeboat.detector.symptom.SymptomChange;
import io.lifeboat.event.Evidence;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.probe.ProbeRunner;
import io.lifeboat.testing.MutableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProbeLoopTest {

    private static final Instant START = Instant.parse("2025-04-11T10:00:00Z");

    private final MutableClock clock = new MutableClock(START);
    private final List<SymptomChange> changes = new ArrayList<>();
    private ProbeResult answer = new ProbeResult.Unhealthy(null, "status 500");

    @Test
    void shouldRaiseWithTheFirstFailuresTimeAndTheLastAnswer() {
        // given
        ProbeLoop loop = loop(probe -> answer);

        // when
        loop.ask(START);
        clock.advance(Duration.ofMillis(25));
        loop.ask(START);
        answer = new ProbeResult.Unhealthy(null, "refused");
        loop.ask(START);

        // then
        assertThat(changes).containsExactly(new SymptomChange.Raised("api-errors", "api-health", START, "refused"));
        assertThat(loop.view().state()).isEqualTo("raised");
    }

    @Test
    void shouldShowWhatCouldNotBeAskedAndChangeNothing() {
        // given
        ProbeLoop loop = loop(probe -> new ProbeResult.Unasked("no key"));

        // when
        loop.ask(START);

        // then
        assertThat(changes).isEmpty();
        assertThat(loop.view().answer()).isEqualTo("unasked");
        assertThat(loop.view().detail()).isEqualTo("no key");
        assertThat(loop.view().state()).isEqualTo("healthy");
    }

    @Test
    void shouldGoOnAfterAFaultOfItsOwn() {
        // given
        ProbeLoop loop = loop(probe -> {
            throw new IllegalStateException("a bug");
        });

        // when
        loop.ask(START);

        // then
        assertThat(loop.view().answer()).isEqualTo("unasked");
        assertThat(loop.view().detail()).contains("a bug");
    }

    @Test
    void shouldTellThatItStandsStill() {
        // given
        ProbeLoop loop = loop(probe -> answer);
        loop.ask(START);

        // when then
        assertThat(loop.ticks(clock.instant())).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(loop.ticks(clock.instant())).isFalse();
    }

    @Test
    void shouldNotLetOneSlowProbeDelayAnother() throws Exception {
        // given
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        ProbeRunner runner = probe -> {
            if (probe.id().equals("slow")) {
                awaitQuietly(slow);
            } else {
                asked.incrementAndGet();
            }
            return new ProbeResult.Healthy(null, "well");
        };
        List<ProbeSpec> probes = List.of(probe("slow", 10), probe("quick", 10), probe("only-for-procedures", 0));

        // when
        try (ProbeLoops loops = new ProbeLoops(
                probes,
                runner,
                new SymptomBoard("here"),
                (id, result, took) -> {},
                Duration.ofMillis(5),
                Clock.systemUTC())) {
            loops.start();

            // then
            await().until(() -> asked.get() >= 5);
            assertThat(loops.view()).extracting(ProbeView::probe).containsExactly("slow", "quick");
            slow.countDown();
        }
    }

    @Test
    void shouldKeepWhatWasThereBeforeARestartUntilItIsClearlyGone() {
        // given
        SymptomBoard board = new SymptomBoard("here");
        board.restore(List.of(new Evidence("api-errors", "api-health", "there", START.minusSeconds(60), "status 500")));
        AtomicInteger asked = new AtomicInteger();
        ProbeRunner runner = probe -> {
            asked.incrementAndGet();
            return new ProbeResult.Healthy(null, "well");
        };

        // when
        try (ProbeLoops loops = new ProbeLoops(
                List.of(probe("api-health", 10)),
                runner,
                board,
                (id, result, took) -> {},
                Duration.ofMillis(5),
                Clock.systemUTC())) {
            assertThat(loops.view()).extracting(ProbeView::state).containsExactly("raised");
            loops.start();

            // then
            await().until(() -> board.snapshot().present().isEmpty());
            assertThat(asked.get()).isGreaterThanOrEqualTo(2);
        }
    }

    private ProbeLoop loop(ProbeRunner runner) {
        ProbeSpec probe = probe("api-health", 1000);
        ProbeSpec.Watch watch = new ProbeSpec.Watch("api-errors", Duration.ofSeconds(1), 3, 2);
        return new ProbeLoop(
                probe,
                watch,
                new ProbeState.Healthy(),
                runner,
                changes::add,
                (id, result, took) -> {},
                Duration.ofMillis(25),
                clock);
    }

    private static ProbeSpec probe(String id, int everyMillis) {
        return new ProbeSpec(
                id,
                "api-service",
                new ProbeSpec.Tcp("127.0.0.1", 1, Duration.ofSeconds(1)),
                everyMillis == 0 ? null : new ProbeSpec.Watch("api-errors", Duration.ofMillis(everyMillis), 3, 2));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
