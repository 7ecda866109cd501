package io.lifeboat.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lifeboat.event.EventIds;
import io.lifeboat.notifier.Pages;
import io.lifeboat.notifier.TestCatalog;
import io.lifeboat.notifier.channel.Channel;
import io.lifeboat.notifier.channel.ChannelId;
import io.lifeboat.notifier.channel.DeliveryOutcome;
import io.lifeboat.notifier.channel.Message;
import io.lifeboat.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelLoopTest {

    private static final int PARALLEL = 3;
    /** So long that only a signal can wake a loop within the test. */
    private static final Duration NEVER = Duration.ofHours(1);

    private final FakeQueue queue = new FakeQueue();
    private final DeliverySignal signal = new DeliverySignal();
    private final MutableClock clock = new MutableClock(Pages.NOW);
    private final List<ChannelLoop> loops = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        loops.forEach(ChannelLoop::stop);
        never.countDown();
        signal.raise();
    }

    @Test
    void shouldWakeAtOnceWhenAPageHasCome() {
        // given
        start(channel(ChannelId.EMAIL, message -> new DeliveryOutcome.Accepted("ok")));

        // when
        queue.add(ChannelId.EMAIL);
        signal.raise();

        // then
        await().until(() -> queue.recorded.size() == 1);
        assertThat(queue.recorded.values()).containsExactly(new DeliveryDecision.Accept("ok"));
    }

    @Test
    void shouldNotHoldOneChannelUpByAnother() {
        // given
        AtomicInteger stuck = new AtomicInteger();
        start(channel(ChannelId.WEBHOOK, message -> {
            stuck.incrementAndGet();
            return hang();
        }));
        start(channel(ChannelId.EMAIL, message -> new DeliveryOutcome.Accepted("ok")));

        // when
        IntStream.range(0, 20).forEach(i -> {
            queue.add(ChannelId.WEBHOOK);
            queue.add(ChannelId.EMAIL);
        });
        signal.raise();

        // then
        await().until(() -> queue.recorded.size() == 20);
        assertThat(stuck).hasValue(PARALLEL);
    }

    @Test
    void shouldRetryLaterWhatAFaultOfOursHasStopped() {
        // given
        start(channel(ChannelId.EMAIL, message -> {
            throw new IllegalStateException("a bug");
        }));

        // when
        queue.add(ChannelId.EMAIL);
        signal.raise();

        // then
        await().until(() -> queue.recorded.size() == 1);
        assertThat(queue.recorded.values().iterator().next())
                .isInstanceOfSatisfying(
                        DeliveryDecision.Retry.class,
                        retry -> assertThat(retry.reason()).contains("a bug"));
    }

    @Test
    void shouldRecordAgainWhenTheDatabaseWasAway() {
        // given
        start(channel(ChannelId.EMAIL, message -> new DeliveryOutcome.Accepted("ok")));
        queue.failures.set(2);

        // when
        queue.add(ChannelId.EMAIL);
        signal.raise();

        // then
        await().until(() -> queue.recorded.size() == 1);
        assertThat(queue.failures).hasValue(0);
    }

    private void start(Channel channel) {
        Attempt attempt = new Attempt(
                queue,
                new TestCatalog().catalog(),
                new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofHours(24)),
                (claim, decision, now) -> {},
                clock);
        ChannelLoop loop = new ChannelLoop(channel, queue, attempt, signal, NEVER, PARALLEL);
        loops.add(loop);
        Thread.ofVirtual().start(loop);
    }

    private DeliveryOutcome hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new DeliveryOutcome.Refused(true, "hung");
    }

    private static Channel channel(ChannelId id, Function<Message, DeliveryOutcome> deliver) {
        return new Channel() {
            @Override
            public ChannelId id() {
                return id;
            }

            @Override
            public boolean configured() {
                return true;
            }

            @Override
            public DeliveryOutcome deliver(Message message) {
                return deliver.apply(message);
            }
        };
    }

    private static final class FakeQueue implements DeliveryQueue {

        private final Map<ChannelId, ConcurrentLinkedQueue<Claim>> due = Map.of(
                ChannelId.EMAIL, new ConcurrentLinkedQueue<>(), ChannelId.WEBHOOK, new ConcurrentLinkedQueue<>());
        private final Map<Claim, DeliveryDecision> recorded = new ConcurrentHashMap<>();
        private final AtomicInteger failures = new AtomicInteger();

        void add(ChannelId channel) {
            due(channel)
                    .add(new Claim(
                            EventIds.unique(),
                            Pages.raised("s"),
                            channel,
                            "<id>",
                            1,
                            Pages.NOW,
                            Pages.NOW.plusSeconds(30)));
        }

        @Override
        public List<Claim> claim(ChannelId channel, int limit) {
            List<Claim> claims = new ArrayList<>();
            for (Claim claim = next(channel, claims, limit); claim != null; claim = next(channel, claims, limit)) {
                claims.add(claim);
            }
            return claims;
        }

        @Override
        public void record(Claim claim, DeliveryDecision decision) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("the database is away");
            }
            recorded.put(claim, decision);
        }

        @Override
        public void releaseOwn() {}

        private @org.jspecify.annotations.Nullable Claim next(ChannelId channel, List<Claim> claims, int limit) {
            return claims.size() < limit ? due(channel).poll() : null;
        }

        private ConcurrentLinkedQueue<Claim> due(ChannelId channel) {
            return java.util.Objects.requireNonNull(due.get(channel));
        }
    }
}
