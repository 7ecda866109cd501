package io.lifeboat.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.notifier.Pages;
import io.lifeboat.notifier.TestCatalog;
import io.lifeboat.notifier.channel.DeliveryOutcome.Accepted;
import io.lifeboat.notifier.channel.DeliveryOutcome.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every channel promises, against a provider that behaves in every way. */
abstract class ChannelContract {

    static final Duration TIMEOUT = Duration.ofMillis(1_500);
    static final Message MESSAGE = new Message(
            "<page.channel@lifeboat>", Pages.raised("API service failure"), List.of(TestCatalog.ADMINISTRATOR), null);

    /** A channel to a provider that does this. */
    abstract Channel channel(Behaviour behaviour);

    /** The ids of the messages that the provider has taken. */
    abstract List<String> taken();

    enum Behaviour {
        ACCEPTS,
        REFUSES_FOR_NOW,
        REFUSES_FOR_EVER,
        HANGS,
        CLOSES,
        IS_DOWN
    }

    @Test
    void shouldSayThatItWasAccepted() {
        // when
        DeliveryOutcome outcome = channel(Behaviour.ACCEPTS).deliver(MESSAGE);

        // then
        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(taken()).containsExactly(MESSAGE.id());
    }

    @Test
    void shouldSendTheSameIdEachTime() {
        // given
        Channel channel = channel(Behaviour.ACCEPTS);

        // when
        channel.deliver(MESSAGE);
        channel.deliver(MESSAGE);

        // then
        assertThat(taken()).containsExactly(MESSAGE.id(), MESSAGE.id());
    }

    @Test
    void shouldSayThatItMayBeTakenLater() {
        assertThat(refused(Behaviour.REFUSES_FOR_NOW).retryable()).isTrue();
    }

    @Test
    void shouldSayThatItWillNeverBeTaken() {
        assertThat(refused(Behaviour.REFUSES_FOR_EVER).retryable()).isFalse();
    }

    @Test
    void shouldNotWaitForAProviderThatHangs() {
        // given
        long begun = System.nanoTime();

        // when
        Refused refused = refused(Behaviour.HANGS);

        // then
        assertThat(refused.retryable()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.multipliedBy(4));
    }

    @Test
    void shouldStillDeliverAfterTheProviderHasHungOften() {
        // given
        Channel channel = channel(Behaviour.HANGS);
        List<Thread> hanging = java.util.stream.IntStream.range(0, 15)
                .mapToObj(i -> Thread.ofVirtual().start(() -> channel.deliver(MESSAGE)))
                .toList();
        hanging.forEach(ChannelContract::join);

        // when
        recover();

        // then
        org.awaitility.Awaitility.await()
                .atMost(TIMEOUT.multipliedBy(6))
                .until(() -> channel.deliver(MESSAGE) instanceof Accepted);
    }

    /** The provider of the last channel accepts from now on. */
    abstract void recover();

    @Test
    void shouldRetryWhatAClosedConnectionHasLeftOpen() {
        assertThat(refused(Behaviour.CLOSES).retryable()).isTrue();
    }

    @Test
    void shouldNameTheProviderThatIsDown() {
        assertThat(refused(Behaviour.IS_DOWN))
                .satisfies(refused -> assertThat(refused.retryable()).isTrue())
                .satisfies(refused -> assertThat(refused.reason()).contains("127.0.0.1:"));
    }

    private Refused refused(Behaviour behaviour) {
        return (Refused) channel(behaviour).deliver(MESSAGE);
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
