package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.ProbeSpec;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.Step.OnFailure;
import io.lifeboat.catalog.Step.Verify;
import io.lifeboat.catalog.action.ProbeAction;
import io.lifeboat.probe.ProbeResult;
import io.lifeboat.probe.ProbeResult.Healthy;
import io.lifeboat.probe.ProbeResult.Unasked;
import io.lifeboat.probe.ProbeResult.Unhealthy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeExecutorTest {

    private static final ProbeSpec ACCOUNT = new ProbeSpec(
            "account",
            "trading-engine",
            new ProbeSpec.Http(URI.create("http://127.0.0.1:9/"), 200, "/account", null, Duration.ofSeconds(1)),
            null);

    static Stream<Arguments> verdicts() {
        return Stream.of(
                Arguments.of(new Healthy("backup", "it is backup"), "took place"),
                Arguments.of(new Healthy("primary", "it is primary"), "did not"),
                Arguments.of(new Healthy(null, "no value"), "did not"),
                Arguments.of(new Unhealthy("primary", "it is primary"), "did not"),
                Arguments.of(new Unhealthy(null, "connection refused"), "nobody knows"),
                Arguments.of(new Unhealthy("", "timed out without a word"), "nobody knows"),
                Arguments.of(new Unasked("no key"), "nobody knows"));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void shouldSayThatAnActDidNotTakePlaceOnlyIfTheBotSaysSo(ProbeResult answer, String verdict) {
        // when
        Optional<ActionOutcome> found = executor(answer).verify(new Verify("account", "backup"));

        // then
        assertThat(words(found)).isEqualTo(verdict);
    }

    @Test
    void shouldNotKnowWhatAProbeWouldSayThatTheCatalogNoLongerHas() {
        // when
        Optional<ActionOutcome> found = executor(new Healthy("backup", "it is")).verify(new Verify("gone", "backup"));

        // then
        assertThat(words(found)).isEqualTo("nobody knows");
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(new Healthy("backup", "d"), null, new Step.Abort(), ActionOutcome.Succeeded.class),
                Arguments.of(new Healthy("backup", "d"), "backup", new Step.Abort(), ActionOutcome.Succeeded.class),
                Arguments.of(new Healthy("primary", "d"), "backup", new Step.Abort(), ActionOutcome.Failed.class),
                Arguments.of(new Unhealthy(null, "d"), null, new Step.Abort(), ActionOutcome.Failed.class),
                Arguments.of(new Unasked("d"), null, new Step.Abort(), ActionOutcome.Unknown.class),
                Arguments.of(new Unasked("d"), null, new Step.Continue(), ActionOutcome.Failed.class));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldJudgeTheBotByItsAnswerAndNeverByATroubleOfOurOwn(
            ProbeResult answer, @Nullable String equals, OnFailure onFailure, Class<?> outcome) {
        // given
        ProbeAction action = new ProbeAction("account", equals);
        Step step = new Step(
                "ask",
                "Ask",
                action,
                Effect.IDEMPOTENT,
                Duration.ofSeconds(1),
                new Step.Retry(1, Duration.ZERO),
                onFailure,
                null);

        // when
        ActionOutcome found =
                executor(answer).execute(action, new ActionContext(new UUID(0, 1), new UUID(0, 2), step, 1, 1));

        // then
        assertThat(found).isInstanceOf(outcome);
    }

    private static ProbeExecutor executor(ProbeResult answer) {
        Catalog catalog = new Catalog(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("account", ACCOUNT),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                "some-hash");
        return new ProbeExecutor(catalog, probe -> answer);
    }

    private static String words(Optional<ActionOutcome> found) {
        return found.map(outcome -> outcome instanceof ActionOutcome.Succeeded ? "took place" : "did not")
                .orElse("nobody knows");
    }
}
