package io.lifeboat.recovery.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.event.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceListTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @Test
    void shouldTakeTheSameFindingOnce() {
        Evidence first = evidence("api-errors", "the connection is refused", 0);

        assertThat(EvidenceList.fresh(List.of(first), List.of(evidence("api-errors", "the connection is refused", 60))))
                .isEmpty();
        assertThat(EvidenceList.fresh(
                        List.of(), List.of(first, evidence("api-errors", "the connection is refused", 1))))
                .containsExactly(first);
    }

    @Test
    void shouldTakeAnotherDetailAndAnotherSymptom() {
        Evidence other = evidence("api-errors", "status 500", 1);
        Evidence log = evidence("api-error-logs", "the connection is refused", 1);

        assertThat(EvidenceList.fresh(
                        List.of(evidence("api-errors", "the connection is refused", 0)), List.of(other, log)))
                .containsExactly(other, log);
    }

    @Test
    void shouldNotGrowWithoutEndWhereEachDetailIsAnother() {
        List<Evidence> known = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            known.addAll(EvidenceList.fresh(known, List.of(evidence("api-errors", i + " ms", i))));
        }
        Evidence other = evidence("mobile-app-disconnected", "gone", 1);

        assertThat(known).hasSize(EvidenceList.MOST_DETAILS);
        assertThat(EvidenceList.fresh(known, List.of(other))).containsExactly(other);
    }

    private static Evidence evidence(String symptom, String detail, int second) {
        return new Evidence(symptom, "api-health", "here", NOW.plusSeconds(second), detail);
    }
}
