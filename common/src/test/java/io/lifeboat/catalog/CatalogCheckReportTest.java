package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CatalogCheckReportTest {

    private static final Path FOLDER = Path.of("the", "catalog");
    private static final CatalogProblem SOON =
            new CatalogProblem("components.yaml", 4, 20, "'soon' is not a duration: 500ms, 10s, 5m, 1h, 30d");
    private static final CatalogProblem HOST = new CatalogProblem("hosts.yaml", 2, 3, "'a \"b\"' is not a host's name");

    @Test
    void shouldListProblemsThenWarningsThenSumUp() {
        // given
        CatalogCheck check = new CatalogCheck(List.of(SOON, HOST), List.of("1 contact has no name yet: a"), null);

        // then
        assertThat(new CatalogCheckReport(FOLDER, check).text()).isEqualTo("""
                components.yaml:4:20: 'soon' is not a duration: 500ms, 10s, 5m, 1h, 30d
                hosts.yaml:2:3: 'a "b"' is not a host's name
                warning: 1 contact has no name yet: a
                the catalog in the/catalog: 2 problems, it can't be used; 1 warning
                """);
    }

    @Test
    void shouldSumUpTheShippedCatalog() {
        // given
        CatalogCheck check = CatalogLoader.check(ShippedCatalog.FOLDER);

        // when
        String text = new CatalogCheckReport(ShippedCatalog.FOLDER, check).text();

        // then
        assertThat(text.lines().toList()).hasSize(check.warnings().size() + 1);
        assertThat(text)
                .startsWith("warning: 4 contacts have no name yet: ")
                .endsWith("the catalog in ../catalog: good: 5 components, 6 hosts, 4 contacts, 25 probes, 9 logs, "
                        + "5 scenarios, 7 procedures, 5 backup groups, 4 drills; "
                        + check.warnings().size() + " warnings\n");
    }

    @Test
    void shouldWriteAnUnusableCatalogAsJson() throws Exception {
        // given
        CatalogCheck check = new CatalogCheck(List.of(HOST), List.of("w"), null);

        // when
        JsonNode json = new ObjectMapper().readTree(new CatalogCheckReport(FOLDER, check).json());

        // then
        assertThat(json).isEqualTo(new ObjectMapper().readTree("""
                {"catalog": "the/catalog", "usable": false, "hash": null, "warnings": ["w"], "problems": [
                  {"file": "hosts.yaml", "line": 2, "column": 3, "message": "'a \\"b\\"' is not a host's name"}]}
                """));
    }

    @Test
    void shouldWriteTheHashOfAGoodCatalogAsJson() throws Exception {
        // given
        CatalogCheck check = CatalogLoader.check(ShippedCatalog.FOLDER);

        // when
        JsonNode json = new ObjectMapper().readTree(new CatalogCheckReport(FOLDER, check).json());

        // then
        assertThat(json.get("usable").asBoolean()).isTrue();
        assertThat(json.get("hash").asText())
                .isEqualTo(Objects.requireNonNull(check.catalog()).hash());
        assertThat(json.get("problems")).isEmpty();
        assertThat(json.get("warnings")).hasSameSizeAs(check.warnings());
    }
}
