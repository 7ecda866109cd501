package io.lifeboat.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.CatalogCheck;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.CatalogProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpressionLookTest {

    private static final Path SHIPPED = Path.of("../catalog");

    @TempDir
    private Path folder;

    @Test
    void shouldFindTheShippedCatalogGood() {
        assertThat(ExpressionLook.with(SHIPPED, CatalogLoader.check(SHIPPED)).catalog())
                .isNotNull();
    }

    @Test
    void shouldNameTheLineOfAStepWhoseExpressionMayHaveNoValue() throws IOException {
        // given
        copy();
        Path file = folder.resolve("procedures/mt5-connection-loss.yaml");
        List<String> lines = Files.readAllLines(file);
        int step = lines.indexOf("  - restart-connector:");
        lines.add(step + 1, "      when: \"evidence[0].detail == 'x'\"");
        Files.write(file, lines);

        // when
        CatalogCheck check = ExpressionLook.with(folder, CatalogLoader.check(folder));

        // then
        assertThat(check.catalog()).isNull();
        assertThat(check.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("procedures/mt5-connection-loss.yaml");
            assertThat(problem.line()).isEqualTo(step + 1);
            assertThat(problem.message()).contains("evidence[0].detail == 'x'", "has no value");
        });
    }

    @Test
    void shouldLeaveACatalogThatIsBadAlreadyAsItIs() {
        // given
        CatalogCheck bad = new CatalogCheck(List.of(new CatalogProblem("hosts.yaml", 1, 1, "bad")), List.of(), null);

        // then
        assertThat(ExpressionLook.with(folder, bad)).isSameAs(bad);
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve(SHIPPED.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
    }
}
