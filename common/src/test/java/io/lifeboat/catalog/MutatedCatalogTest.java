package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a slip of the hand makes of a line: an answer, never an exception, and never a catalog that is half read. */
class MutatedCatalogTest {

    private static final List<String> SLIPS = List.of(" [7, {a: b}]", " {a: {b: [c]}}");

    /** Another third of them in each run, and all with {@code --long}. */
    private static final int STRIDE = 3;

    private static final long SEED = Long.getLong("lifeboat.seed", System.nanoTime());

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        ShippedCatalog.copyTo(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "components.yaml",
                "hosts.yaml",
                "contacts.yaml",
                "detection.yaml",
                "scenarios.yaml",
                "backups.yaml",
                "drills.yaml",
                "procedures/api-service-failure.yaml",
                "procedures/mt5-connection-loss.yaml"
            })
    void shouldAnswerWhateverALineBecomes(String file) throws IOException {
        // given
        Path path = folder.resolve(file);
        List<String> lines = Files.readAllLines(path);
        int refused = 0;
        int stride = Boolean.getBoolean("lifeboat.long") ? 1 : STRIDE;
        List<List<String>> mutations = mutations(lines);

        for (int i = new Random(SEED).nextInt(stride); i < mutations.size(); i += stride) {
            List<String> changed = mutations.get(i);
            // when
            Files.write(path, changed);
            CatalogCheck check = CatalogLoader.check(folder);

            // then
            assertThat(check.problems().isEmpty()).as("%s", changed).isEqualTo(check.catalog() != null);
            assertThat(check.problems()).allSatisfy(problem -> {
                assertThat(problem.line()).isPositive();
                assertThat(problem.message()).isNotBlank().doesNotContain("\n");
            });
            refused += check.problems().isEmpty() ? 0 : 1;
        }
        assertThat(refused).as("refused, with the seed %d", SEED).isGreaterThan(lines.size() / stride);
    }

    /** Each line left out; each value of a line replaced by something of another kind. */
    private static List<List<String>> mutations(List<String> lines) {
        List<List<String>> mutations = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).strip().startsWith("#")) {
                continue;
            }
            mutations.add(with(lines, i, Stream.empty()));
            int colon = lines.get(i).indexOf(": ");
            String key = colon < 0 ? lines.get(i) : lines.get(i).substring(0, colon + 1);
            for (String slip : SLIPS) {
                mutations.add(with(lines, i, Stream.of(key + slip)));
            }
            for (String[] inner : innerValues(lines.get(i))) {
                mutations.add(with(lines, i, Stream.of(inner[0] + " 7" + inner[1])));
            }
        }
        return mutations;
    }

    /** What stands before and after each value of a table that is written on one line. */
    private static List<String[]> innerValues(String line) {
        return java.util.regex.Pattern.compile("(?<=[{,] [a-z-]{1,20}:) [^,{}\\[\\]\"']+(?=[,}])")
                .matcher(line)
                .results()
                .map(value -> new String[] {line.substring(0, value.start()), line.substring(value.end())})
                .toList();
    }

    private static List<String> with(List<String> lines, int at, Stream<String> instead) {
        return Stream.of(lines.subList(0, at).stream(), instead, lines.subList(at + 1, lines.size()).stream())
                .flatMap(part -> part)
                .toList();
    }
}
