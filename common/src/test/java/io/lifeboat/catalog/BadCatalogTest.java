package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A catalog with every kind of mistake. Each line of it says after {@code # !} what must be reported there, nothing less and
 * nothing more; {@code ~} stands before the beginning of a message whose end is a library's.
 */
class BadCatalogTest {

    private static final Path FOLDER = Path.of("src/test/resources/bad-catalog");

    @Test
    void shouldReportEachMistakeOnceOnItsLine() throws IOException {
        // given
        List<String> expected = expected();
        assertThat(expected).hasSizeGreaterThan(50);

        // when
        List<CatalogProblem> problems = CatalogLoader.check(FOLDER).problems();

        // then
        List<String> found = problems.stream()
                .map(problem -> problem.file() + ":" + problem.line() + ": " + problem.message())
                .toList();
        assertThat(found.stream().filter(problem -> expected.stream().noneMatch(wanted -> matches(problem, wanted))))
                .as("found, but not expected")
                .isEmpty();
        assertThat(expected.stream().filter(wanted -> found.stream().noneMatch(problem -> matches(problem, wanted))))
                .as("expected, but not found")
                .isEmpty();
        assertThat(found).hasSameSizeAs(expected);
    }

    @Test
    void shouldNotShowWhatMayBeASecret() {
        assertThat(CatalogLoader.check(FOLDER).problems().toString()).doesNotContain("hunter2");
    }

    @Test
    void shouldSayWhatIsWrongInOneLineEach() {
        assertThat(CatalogLoader.check(FOLDER).problems())
                .allSatisfy(problem ->
                        assertThat(problem.toString()).doesNotContain("\n").hasSizeLessThan(250));
    }

    private static boolean matches(String problem, String wanted) {
        int tilde = wanted.indexOf(": ~");
        return tilde < 0
                ? problem.equals(wanted)
                : problem.startsWith(wanted.substring(0, tilde + 2) + wanted.substring(tilde + 3));
    }

    private static List<String> expected() throws IOException {
        List<String> expected = new ArrayList<>();
        expected.add("procedures/other.yml:1: is not read: a procedure's file ends with .yaml");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    String[] marked = lines.get(i).split(" # ! ", 2);
                    if (marked.length == 2) {
                        for (String message : marked[1].split(" ! ")) {
                            expected.add(FOLDER.relativize(file) + ":" + (i + 1) + ": " + message);
                        }
                    }
                }
            }
        }
        return expected;
    }
}
