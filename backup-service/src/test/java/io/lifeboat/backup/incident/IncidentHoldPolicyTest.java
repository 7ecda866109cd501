package io.lifeboat.backup.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.CatalogLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentHoldPolicyTest {

    private static final String ONE = "20260302T010000000Z-00000001";
    private static final String TWO = "20260302T020000000Z-00000002";
    private static final String THREE = "20260302T030000000Z-00000003";
    private static final Instant DETECTED = Instant.parse("2026-03-02T02:30:00Z");

    private final Catalog catalog = CatalogLoader.load(Path.of("../catalog"));

    @Test
    void shouldHoldWhatIsKeptOfTheComponentAndOfItsHost() {
        assertThat(IncidentHoldPolicy.concerned(catalog, "database")).containsExactly("database", "historical-trades");
        assertThat(IncidentHoldPolicy.concerned(catalog, "trading-engine"))
                .containsExactly("configuration", "trading-data");
        assertThat(IncidentHoldPolicy.concerned(catalog, "api-service")).containsExactly("configuration");
    }

    @Test
    void shouldHoldEverythingWhereNobodyKnowsWhatIsConcerned() {
        assertThat(IncidentHoldPolicy.concerned(catalog, "monitoring"))
                .containsExactly("configuration", "database", "historical-trades", "trading-data");
        assertThat(IncidentHoldPolicy.concerned(catalog, "no-such-component")).hasSize(4);
    }

    @Test
    void shouldHoldTheNewestFromBeforeTheIncidentThatWasReadBack() {
        assertThat(IncidentHoldPolicy.needed(List.of(THREE, ONE, TWO), Set.of(ONE, TWO, THREE), DETECTED))
                .contains(TWO);
        assertThat(IncidentHoldPolicy.needed(List.of(ONE, TWO, THREE), Set.of(ONE, THREE), DETECTED))
                .contains(ONE);
        assertThat(IncidentHoldPolicy.needed(List.of(ONE, TWO, THREE), Set.of(), DETECTED))
                .as("none was read: the newest")
                .contains(TWO);
        assertThat(IncidentHoldPolicy.needed(List.of(THREE), Set.of(THREE), DETECTED))
                .isEmpty();
    }
}
