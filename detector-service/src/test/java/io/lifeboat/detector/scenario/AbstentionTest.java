package io.lifeboat.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Scenario;
import io.lifeboat.catalog.Scenario.Need;
import io.lifeboat.detector.scenario.ScenarioJudge.Judgement;
import io.lifeboat.detector.scenario.ScenarioJudge.Watched;
import io.lifeboat.detector.scenario.ScenarioState.Open;
import io.lifeboat.detector.scenario.Verdict.Reason;
import io.lifeboat.event.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbstentionTest {

    private static final Instant NOW = Instant.parse("2025-04-11T10:00:00Z");
    private static final Set<String> REFERENCES = Set.of("provider", "broker");
    private static final Watched SERVER = new Watched(
            new Scenario(
                    "server",
                    "Server",
                    "engine",
                    List.of("gone"),
                    List.of(new Need(List.of("unreachable"), 2)),
                    List.of(),
                    List.of("contradiction"),
                    Duration.ofSeconds(10),
                    List.of(),
                    "server"),
            "trading-server",
            true);

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "provider, false",
        "broker ssh, false",
        "provider broker, true",
        "ssh broker provider, true"
    })
    void shouldApplyOnlyWhereNoReferenceAnswers(String lost, boolean applies) {
        // given
        List<Evidence> present =
                Stream.of(lost.split(" ")).map(one -> seen("symptom", one)).toList();

        // then
        assertThat(Abstention.applies(REFERENCES, present)).isEqualTo(applies);
        assertThat(Abstention.applies(Set.of(), present))
                .as("without references")
                .isFalse();
    }

    @Test
    void shouldDetectNothingWhileItIsCutOffAndCountAnewAfterwards() {
        // given: the needs are met for long enough, but only because nothing at all answers
        List<Evidence> needs = List.of(seen("unreachable", "here"), seen("unreachable", "standby"));
        Judgement before = judge(needs, Map.of(), NOW);
        assertThat(before.states()).containsKey("server");

        // when
        Judgement cutOff = Abstention.of(judge(needs, before.states(), NOW.plusSeconds(10)), before.states());

        // then
        assertThat(cutOff.verdicts()).containsExactly(new Verdict.Nothing("server", Reason.CUT_OFF));
        assertThat(cutOff.states()).isEmpty();
        assertThat(judge(needs, cutOff.states(), NOW.plusSeconds(11)).verdicts())
                .containsExactly(new Verdict.Nothing("server", Reason.NOT_SUSTAINED));
    }

    @Test
    void shouldLeaveWhatIsThereAsItWas() {
        // given
        List<Evidence> needs = List.of(seen("unreachable", "here"), seen("unreachable", "standby"));
        Open open = new Open("engine", "trading-server", NOW, NOW, needs);
        Map<String, ScenarioState> previous = Map.of("server", open);
        List<Evidence> contradicted = Stream.concat(needs.stream(), Stream.of(seen("contradiction", "here")))
                .toList();

        // when
        Judgement cutOff = Abstention.of(judge(contradicted, previous, NOW.plusSeconds(1)), previous);

        // then
        assertThat(cutOff.verdicts()).containsExactly(new Verdict.Nothing("server", Reason.CUT_OFF));
        assertThat(cutOff.states()).isEqualTo(previous);
    }

    @Test
    void shouldSayThatSomethingIsWellAgain() {
        // given
        Open open = new Open("engine", "trading-server", NOW, NOW, List.of(seen("unreachable", "here")));

        // when
        Judgement cutOff =
                Abstention.of(judge(List.of(), Map.of("server", open), NOW.plusSeconds(1)), Map.of("server", open));

        // then
        assertThat(cutOff.verdicts()).containsExactly(new Verdict.Cleared("server", Reason.NEED_NOT_MET, open));
        assertThat(cutOff.states()).isEmpty();
    }

    private static Judgement judge(List<Evidence> present, Map<String, ScenarioState> previous, Instant now) {
        return ScenarioJudge.judge(List.of(SERVER), present, previous, now);
    }

    private static Evidence seen(String symptom, String source) {
        return new Evidence(symptom, source, source, NOW, "seen");
    }
}
