package io.lifeboat.notifier.delivery;

import static io.lifeboat.notifier.Pages.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.notifier.channel.DeliveryOutcome.Accepted;
import io.lifeboat.notifier.channel.DeliveryOutcome.Refused;
import io.lifeboat.notifier.delivery.DeliveryDecision.Accept;
import io.lifeboat.notifier.delivery.DeliveryDecision.GiveUp;
import io.lifeboat.notifier.delivery.DeliveryDecision.Retry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofHours(24));

    @Test
    void shouldBeContentWithAnAcceptance() {
        assertThat(POLICY.decide(new Accepted("<id>"), 7, NOW, NOW)).isEqualTo(new Accept("<id>"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "4,8", "6,32", "7,60", "8,60", "1000,60", "2147483647,60"})
    void shouldWaitTwiceAsLongEachTimeUpToAMinute(int attempt, long seconds) {
        assertThat(POLICY.decide(new Refused(true, "busy"), attempt, NOW, NOW))
                .isEqualTo(new Retry(NOW.plusSeconds(seconds), "busy"));
    }

    @Test
    void shouldGiveUpAtOnceWhatCanNeverBeTaken() {
        assertThat(POLICY.decide(new Refused(false, "no such user"), 1, NOW, NOW))
                .isEqualTo(new GiveUp("no such user"));
    }

    @Test
    void shouldGiveUpWhenTheNextAttemptWouldBeTooLate() {
        // given
        Refused busy = new Refused(true, "busy");

        // when
        DeliveryDecision last =
                POLICY.decide(busy, 1, NOW, NOW.plus(Duration.ofHours(24)).minusSeconds(1));
        DeliveryDecision tooLate =
                POLICY.decide(busy, 2, NOW, NOW.plus(Duration.ofHours(24)).minusSeconds(1));

        // then
        assertThat(last).isInstanceOf(Retry.class);
        assertThat(tooLate).isEqualTo(new GiveUp("not accepted within PT24H; last: busy"));
    }
}
