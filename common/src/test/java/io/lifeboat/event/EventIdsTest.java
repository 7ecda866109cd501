package io.lifeboat.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    @Test
    void shouldGiveUniqueIdsThatSortByTime() {
        // when
        List<UUID> ids =
                IntStream.range(0, 10_000).mapToObj(i -> EventIds.unique()).toList();

        // then
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
        assertThat(ids.stream().map(UUID::toString)).isSorted();
    }

    @Test
    void shouldGiveUniqueIdsToManyThreads() {
        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> EventIds.unique())
                        .distinct()
                        .count())
                .isEqualTo(20_000);
    }

    @Test
    void shouldGiveTheSameIdForTheSameParts() {
        // when
        UUID id = EventIds.deterministic("detected", "api-service-failure", "2026-03-02T09:00:01.325Z");

        // then
        assertThat(id).isEqualTo(EventIds.deterministic("detected", "api-service-failure", "2026-03-02T09:00:01.325Z"));
        assertThat(id.version()).isEqualTo(5);
    }

    /** Another version of Lifeboat, restarted in the middle, must say the same thing under the same id. */
    @Test
    void shouldGiveThisIdForEver() {
        assertThat(EventIds.deterministic("a", "b")).isEqualTo(UUID.fromString("ca7bbd9b-5e7d-5ffb-b88f-bdce8373450a"));
    }

    @Test
    void shouldTellPartsApart() {
        assertThat(EventIds.deterministic("ab", "c")).isNotEqualTo(EventIds.deterministic("a", "bc"));
        assertThat(EventIds.deterministic("a", "b")).isNotEqualTo(EventIds.deterministic("b", "a"));
        assertThat(EventIds.deterministic("a", "")).isNotEqualTo(EventIds.deterministic("a"));
    }
}
