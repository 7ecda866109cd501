package io.lifeboat.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Scenario;
import io.lifeboat.detector.scenario.SymptomPolicy.Decision;
import io.lifeboat.detector.scenario.SymptomPolicy.Onset;
import io.lifeboat.event.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SymptomPolicyTest {

    private static final Instant SEEN = Instant.parse("2025-04-11T10:00:00Z");
    private static final Evidence ALONE = new Evidence("alone", "log", "here", SEEN, "seen");
    private static final Evidence NAMED = new Evidence("named", "probe", "here", SEEN, "seen");
    private static final Scenario SCENARIO = new Scenario(
            "s",
            "s",
            "c",
            List.of(),
            List.of(new Scenario.Need(List.of("named"), 1)),
            List.of(),
            List.of(),
            Duration.ZERO,
            List.of(),
            "s");

    @Test
    void shouldRecordAtOnceWhatNoScenarioNames() {
        // when
        Decision decision = decide(List.of(ALONE), Set.of(), List.of(), SEEN);

        // then
        assertThat(decision.record()).containsExactly(ALONE);
    }

    @Test
    void shouldRecordOnlyOncePerOnset() {
        // given
        Evidence later = new Evidence("alone", "log", "here", SEEN.plusSeconds(60), "seen");

        // when
        Decision decision = decide(List.of(ALONE, later), Set.of(Onset.of(ALONE)), List.of(), SEEN.plusSeconds(60));

        // then
        assertThat(decision.record()).containsExactly(later);
    }

    @Test
    void shouldGiveTheScenarioSomeTimeToFollow() {
        // when
        Decision at = decide(List.of(NAMED), Set.of(), List.of(), SEEN);
        Decision later = decide(List.of(NAMED), Set.of(), List.of(), SEEN.plusSeconds(5));

        // then
        assertThat(at.record()).isEmpty();
        assertThat(at.again()).contains(SEEN.plusSeconds(5));
        assertThat(later.record()).containsExactly(NAMED);
        assertThat(later.again()).isEmpty();
    }

    @Test
    void shouldNotRecordWhatAScenarioSpeaksFor() {
        // when
        Decision decision = decide(List.of(NAMED), Set.of(), List.of(NAMED), SEEN.plusSeconds(60));

        // then
        assertThat(decision).isEqualTo(new Decision(List.of(), java.util.Optional.empty()));
    }

    private static Decision decide(List<Evidence> present, Set<Onset> recorded, List<Evidence> spokenFor, Instant now) {
        return SymptomPolicy.decide(List.of(SCENARIO), present, recorded, spokenFor, now);
    }
}
