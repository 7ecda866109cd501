package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The owners' page, the schemas and the files belong together. */
class CatalogDocsTest {

    private static final Path SCHEMAS = ShippedCatalog.FOLDER.resolve("schema");

    @Test
    void shouldExplainEveryKey() throws IOException {
        // given
        String page = Files.readString(Path.of("../docs/catalog.md"));

        // when
        Set<String> keys = new TreeSet<>();
        for (Path schema : files(SCHEMAS, ".json")) {
            collect(new ObjectMapper().readTree(Files.readAllBytes(schema)), keys);
        }

        // then
        assertThat(keys)
                .hasSizeGreaterThan(60)
                .allSatisfy(key -> assertThat(page).containsPattern("`" + key + "[`:]"));
    }

    @Test
    void shouldNameTheSchemaInEachFile() throws IOException {
        assertThat(files(ShippedCatalog.FOLDER, ".yaml")).hasSize(14).allSatisfy(file -> {
            String first = Files.readAllLines(file).getFirst();
            assertThat(first).startsWith("# yaml-language-server: $schema=");
            assertThat(Objects.requireNonNull(file.getParent())
                            .resolve(first.substring(first.indexOf('=') + 1))
                            .normalize())
                    .isRegularFile();
        });
    }

    private static void collect(JsonNode schema, Set<String> keys) {
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        schema.forEach(child -> collect(child, keys));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
