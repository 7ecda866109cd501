package io.lifeboat.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lifeboat.catalog.Scenario;
import io.lifeboat.catalog.Scenario.Need;
import io.lifeboat.detector.scenario.ScenarioJudge.Judgement;
import io.lifeboat.detector.scenario.ScenarioJudge.Watched;
import io.lifeboat.detector.scenario.ScenarioState.Open;
import io.lifeboat.detector.scenario.ScenarioState.Pending;
import io.lifeboat.detector.scenario.Verdict.Reason;
import io.lifeboat.event.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioJudgeTest {

    private static final Instant NOW = Instant.parse("2025-04-11T10:00:00Z");
    private static final Watched WIDE = watched(
            "server",
            List.of(new Need(List.of("unreachable"), 2), new Need(List.of("stopped", "errors"), 1)),
            List.of("provider"),
            List.of("broker-sees"),
            Duration.ofSeconds(10),
            List.of("api"),
            true);
    private static final Watched API = watched(
            "api", List.of(new Need(List.of("errors"), 1)), List.of("logs"), List.of(), Duration.ZERO, List.of(), true);
    private static final Watched BREACH =
            watched("breach", List.of(), List.of(), List.of(), Duration.ZERO, List.of(), true);
    private static final Watched UNWRITTEN = watched(
            "unwritten",
            List.of(new Need(List.of("errors"), 1)),
            List.of(),
            List.of(),
            Duration.ZERO,
            List.of(),
            false);
    private static final List<Watched> ALL = List.of(WIDE, API, BREACH, UNWRITTEN);

    /** Symptoms as symptom@vantage. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                     | NEED_NOT_MET  | NEED_NOT_MET",
                "errors@a                                             | NEED_NOT_MET  | NEEDS_MET",
                "logs@a                                               | NEED_NOT_MET  | NEED_NOT_MET",
                "unreachable@a errors@a                               | NEED_NOT_MET  | NEEDS_MET",
                "unreachable@a unreachable@a errors@a                 | NEED_NOT_MET  | NEEDS_MET",
                "unreachable@a unreachable@b                          | NEED_NOT_MET  | NEED_NOT_MET",
                "unreachable@a unreachable@b errors@a                 | NOT_SUSTAINED | ABSORBED",
                "unreachable@a unreachable@b stopped@a                | NOT_SUSTAINED | NEED_NOT_MET",
                "unreachable@a unreachable@b errors@a broker-sees@a   | CONTRADICTED  | NEEDS_MET",
            })
    void shouldGiveItsReason(String symptoms, Reason server, Reason api) {
        // when
        Judgement judgement = judge(Map.of(), present(symptoms), NOW);

        // then
        assertThat(reasons(judgement))
                .containsEntry("server", server)
                .containsEntry("api", api)
                .containsEntry("breach", Reason.NOT_DETECTABLE)
                .containsEntry("unwritten", Reason.NOT_DETECTABLE);
    }

    @Test
    void shouldDetectWithAllItsEvidence() {
        // when
        Judgement judgement = judge(Map.of(), present("errors@a logs@a other@a"), NOW);

        // then
        assertThat(judgement.verdicts())
                .contains(new Verdict.Detected(
                        "api",
                        Reason.NEEDS_MET,
                        new Open("component", "target", NOW, NOW, present("errors@a logs@a"))));
    }

    @Test
    void shouldSayNothingTwice() {
        // given
        Judgement first = judge(Map.of(), present("errors@a"), NOW);

        // when
        Judgement second = judge(first.states(), present("errors@a"), NOW.plusSeconds(1));

        // then
        assertThat(reasons(second)).containsEntry("api", Reason.KNOWN);
        assertThat(second.states()).isEqualTo(first.states());
    }

    @Test
    void shouldTellOfOtherEvidenceUnderTheSameOnset() {
        // given
        Judgement first = judge(Map.of(), present("errors@a"), NOW);

        // when
        Judgement second = judge(first.states(), present("errors@a logs@a"), NOW.plusSeconds(1));

        // then
        assertThat(second.verdicts())
                .contains(new Verdict.Changed(
                        "api",
                        Reason.OTHER_EVIDENCE,
                        new Open("component", "target", NOW, NOW, present("errors@a logs@a"))));
    }

    @Test
    void shouldNotTakeOtherWordsForOtherEvidence() {
        // given
        Judgement first = judge(Map.of(), present("errors@a"), NOW);
        List<Evidence> reworded = List.of(new Evidence("errors", "probe", "a", NOW.minusSeconds(1), "in other words"));

        // when
        Judgement second = judge(first.states(), reworded, NOW.plusSeconds(1));

        // then
        assertThat(reasons(second)).containsEntry("api", Reason.KNOWN);
    }

    @Test
    void shouldClearWhatIsGoneAndBeginAnewWithAnotherOnset() {
        // given
        Judgement first = judge(Map.of(), present("errors@a"), NOW);

        // when
        Judgement gone = judge(first.states(), List.of(), NOW.plusSeconds(5));
        Judgement again = judge(gone.states(), present("errors@a"), NOW.plusSeconds(9));

        // then
        assertThat(reasons(gone)).containsEntry("api", Reason.NEED_NOT_MET);
        assertThat(gone.verdicts()).hasAtLeastOneElementOfType(Verdict.Cleared.class);
        assertThat(gone.states()).isEmpty();
        assertThat(again.states().get("api"))
                .asInstanceOf(type(Open.class))
                .satisfies(open -> assertThat(open.onset()).isEqualTo(NOW.plusSeconds(9)));
    }

    @Test
    void shouldWaitUntilANeedHasBeenMetForLongEnough() {
        // given
        List<Evidence> present = present("unreachable@a unreachable@b stopped@a");
        Judgement first = judge(Map.of(), present, NOW);
        assertThat(first.again()).contains(NOW.plusSeconds(10));
        assertThat(first.states()).containsEntry("server", new Pending(NOW));

        // when
        Judgement before = judge(first.states(), present, NOW.plusMillis(9_999));
        Judgement then = judge(before.states(), present, NOW.plusSeconds(10));

        // then
        assertThat(reasons(before)).containsEntry("server", Reason.NOT_SUSTAINED);
        assertThat(reasons(then)).containsEntry("server", Reason.NEEDS_MET);
        assertThat(then.again()).isEmpty();
    }

    @Test
    void shouldStartWaitingAnewWhenTheNeedWasInterrupted() {
        // given
        List<Evidence> present = present("unreachable@a unreachable@b stopped@a");
        Judgement first = judge(Map.of(), present, NOW);
        Judgement interrupted = judge(first.states(), present("stopped@a"), NOW.plusSeconds(8));

        // when
        Judgement again = judge(interrupted.states(), present, NOW.plusSeconds(11));

        // then
        assertThat(reasons(again)).containsEntry("server", Reason.NOT_SUSTAINED);
        assertThat(again.again()).contains(NOW.plusSeconds(21));
    }

    @Test
    void shouldDetectTheNarrowerScenarioWhenTheWiderProvesWrong() {
        // given
        Judgement both = judge(Map.of(), present("unreachable@a unreachable@b errors@a"), NOW);
        assertThat(reasons(both)).containsEntry("api", Reason.ABSORBED);

        // when
        Judgement narrower = judge(both.states(), present("errors@a"), NOW.plusSeconds(4));

        // then
        assertThat(reasons(narrower)).containsEntry("api", Reason.NEEDS_MET);
    }

    @Test
    void shouldEndTheNarrowerScenarioAfterTheWiderIsAnnounced() {
        // given
        Judgement api = judge(Map.of(), present("errors@a"), NOW);
        List<Evidence> all = present("unreachable@a unreachable@b errors@a");
        Judgement pending = judge(api.states(), all, NOW.plusSeconds(1));
        assertThat(reasons(pending)).containsEntry("api", Reason.KNOWN);

        // when
        Judgement wide = judge(pending.states(), all, NOW.plusSeconds(11));

        // then
        List<Verdict> told = wide.verdicts().stream()
                .filter(verdict -> !(verdict instanceof Verdict.Nothing))
                .toList();
        assertThat(told).extracting(Verdict::scenario).containsExactly("server", "api");
        assertThat(told).extracting(Verdict::reason).containsExactly(Reason.NEEDS_MET, Reason.ABSORBED);
    }

    @Test
    void shouldGiveAnotherOnsetToAScenarioThatWasAbsorbedInBetween() {
        // given
        Judgement api = judge(Map.of(), present("errors@a"), NOW);
        List<Evidence> all = present("unreachable@a unreachable@b errors@a");
        Judgement pending = judge(api.states(), all, NOW.plusSeconds(1));
        Judgement wide = judge(pending.states(), all, NOW.plusSeconds(11));

        // when
        Judgement back = judge(wide.states(), present("errors@a"), NOW.plusSeconds(20));

        // then
        assertThat(back.states().get("api"))
                .asInstanceOf(type(Open.class))
                .satisfies(open -> assertThat(open.onset()).isAfter(NOW));
    }

    @Test
    void shouldClearWhatIsContradicted() {
        // given
        List<Evidence> needs = present("unreachable@a unreachable@b stopped@a");
        Judgement pending = judge(Map.of(), needs, NOW);
        Judgement open = judge(pending.states(), needs, NOW.plusSeconds(10));

        // when
        List<Evidence> contradicted = new ArrayList<>(needs);
        contradicted.addAll(present("broker-sees@a"));
        Judgement ruledOut = judge(open.states(), contradicted, NOW.plusSeconds(11));

        // then
        assertThat(ruledOut.verdicts())
                .anySatisfy(verdict -> assertThat(verdict)
                        .asInstanceOf(type(Verdict.Cleared.class))
                        .satisfies(cleared -> assertThat(cleared.reason()).isEqualTo(Reason.CONTRADICTED)));
    }

    @Test
    void shouldClearWhatTheCatalogNoLongerHas() {
        // given
        Open open = new Open("component", "target", NOW, NOW, List.of());

        // when
        Judgement judgement = judge(Map.of("renamed", open), List.of(), NOW);

        // then
        assertThat(judgement.verdicts()).contains(new Verdict.Cleared("renamed", Reason.NOT_IN_CATALOG, open));
        assertThat(judgement.states()).isEmpty();
    }

    @Test
    void shouldTakeTheFirstOfTwoThatAbsorbEachOther() {
        // given
        List<Need> needs = List.of(new Need(List.of("errors"), 1));
        Watched one = watched("one", needs, List.of(), List.of(), Duration.ZERO, List.of("two"), true);
        Watched two = watched("two", needs, List.of(), List.of(), Duration.ZERO, List.of("one"), true);

        // when
        Judgement judgement = ScenarioJudge.judge(List.of(one, two), present("errors@a"), Map.of(), NOW);

        // then
        assertThat(reasons(judgement)).containsEntry("one", Reason.NEEDS_MET).containsEntry("two", Reason.ABSORBED);
    }

    /** What is part of another one is so wherever it is, as the recovery service has it for what the plan has on different hosts. */
    @Test
    void shouldAbsorbWhatIsOnAnotherHost() {
        // given
        List<Need> needs = List.of(new Need(List.of("errors"), 1));
        Watched wide = watched("wide", needs, List.of(), List.of(), Duration.ZERO, List.of("narrow"), true);
        Watched narrow = watched("narrow", needs, List.of(), List.of(), Duration.ZERO, List.of(), true);
        Watched elsewhere = new Watched(narrow.scenario(), "another-host", true);

        // when
        Judgement judgement = ScenarioJudge.judge(List.of(wide, elsewhere), present("errors@a"), Map.of(), NOW);

        // then
        assertThat(reasons(judgement)).containsEntry("wide", Reason.NEEDS_MET).containsEntry("narrow", Reason.ABSORBED);
    }

    private static Judgement judge(Map<String, ScenarioState> previous, List<Evidence> present, Instant now) {
        return ScenarioJudge.judge(ALL, present, previous, now);
    }

    private static Map<String, Reason> reasons(Judgement judgement) {
        return judgement.verdicts().stream().collect(Collectors.toMap(Verdict::scenario, Verdict::reason));
    }

    private static List<Evidence> present(@org.jspecify.annotations.Nullable String symptoms) {
        return symptoms == null
                ? List.of()
                : Stream.of(symptoms.split(" "))
                        .map(symptom -> symptom.split("@"))
                        .map(parts -> new Evidence(parts[0], "probe", parts[1], NOW.minusSeconds(1), "seen"))
                        .toList();
    }

    private static Watched watched(
            String id,
            List<Need> needs,
            List<String> supportedBy,
            List<String> contradictedBy,
            Duration sustained,
            List<String> absorbs,
            boolean procedure) {
        return new Watched(
                new Scenario(
                        id, id, "component", List.of(), needs, supportedBy, contradictedBy, sustained, absorbs, id),
                "target",
                procedure);
    }
}
