package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file can do to its reader: each costs one clear line, little time and little memory. */
class HostileFileTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        ShippedCatalog.copyTo(folder);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void shouldCostOneClearLine(String what, String content, String expected) throws IOException {
        // given
        Files.writeString(folder.resolve("drills.yaml"), content);

        // when
        CatalogCheck check = Assertions.assertTimeoutPreemptively(SOON, () -> CatalogLoader.check(folder));

        // then
        assertThat(check.catalog()).isNull();
        assertThat(check.problems())
                .extracting(CatalogProblem::toString)
                .as(what)
                .containsExactly(expected);
    }

    static Stream<Arguments> hostile() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        return Stream.of(
                Arguments.of(
                        "a bomb of aliases",
                        bomb.toString(),
                        "drills.yaml:1:1: is no YAML: Number of aliases for non-scalar nodes exceeds the specified max=1"),
                Arguments.of(
                        "a list that holds itself",
                        "drills: &all [*all]\n",
                        "drills.yaml:1:9: has an anchor ('&all'): write the value out where it is used"),
                Arguments.of(
                        "deep nesting",
                        "drills: " + "[".repeat(100_000),
                        "drills.yaml:1:1: is no YAML: Nesting Depth exceeded max 30"),
                Arguments.of(
                        "deep nesting of blocks",
                        Stream.iterate(0, i -> i + 1)
                                .limit(500)
                                .map(i -> " ".repeat(i) + "a:\n")
                                .reduce("", String::concat),
                        "drills.yaml:1:1: is no YAML: Nesting Depth exceeded max 30"),
                Arguments.of(
                        "more than a file may have", "# x\n".repeat(300_000), "drills.yaml:1:1: is larger than 1 MiB"),
                Arguments.of(
                        "a tab",
                        "drills:\n\tserver-failover: {}\n",
                        "drills.yaml:2:1: is no YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                Arguments.of("nothing", "", "drills.yaml:1:1: is empty"),
                Arguments.of("only comments", "# to do\n", "drills.yaml:1:1: is empty"),
                Arguments.of(
                        "a NUL",
                        "drills:\n  a\u0000b: {}\n",
                        "drills.yaml:2:4: has the character U+0000, which no text has"),
                Arguments.of(
                        "two documents",
                        "drills: {}\n---\ndrills: {}\n",
                        "drills.yaml:2:1: is no YAML: but found another document"),
                Arguments.of(
                        "an object of Java",
                        "drills: !!javax.script.ScriptEngineManager [x]\n",
                        "drills.yaml:1:9: is no YAML: Global tag is not allowed: tag:yaml.org,2002:javax.script.ScriptEngineManager"),
                Arguments.of(
                        "a quotation that does not end",
                        "drills:\n  a: { title: \"A }\n",
                        "drills.yaml:3:1: is no YAML: found unexpected end of stream"),
                Arguments.of("a word", "drills", "drills.yaml:1:1: 'drills' is text, and 'the file' must be a table"));
    }

    @Test
    void shouldRefuseWhatIsNoText() throws IOException {
        // given
        Files.write(folder.resolve("drills.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        // then
        assertThat(CatalogLoader.check(folder).problems())
                .extracting(CatalogProblem::toString)
                .containsExactly("drills.yaml:1:1: is no UTF-8 text");
    }

    @Test
    void shouldSayThatAFileIsMissing() throws IOException {
        // given
        Files.delete(folder.resolve("drills.yaml"));

        // then
        assertThat(CatalogLoader.check(folder).problems())
                .extracting(CatalogProblem::toString)
                .containsExactly("drills.yaml:1:1: is missing: every catalog has it");
    }

    @Test
    void shouldSayThatAFileIsNone() throws IOException {
        // given
        Files.delete(folder.resolve("drills.yaml"));
        Files.createDirectory(folder.resolve("drills.yaml"));

        // then
        assertThat(CatalogLoader.check(folder).problems())
                .extracting(CatalogProblem::toString)
                .containsExactly("drills.yaml:1:1: can't be read: no right to, or it is no file");
    }

    @Test
    void shouldSayThatTheFolderIsMissing() {
        // given
        Path nowhere = folder.resolve("nowhere");

        // then
        assertThat(CatalogLoader.check(nowhere).problems())
                .extracting(CatalogProblem::toString)
                .containsExactly(nowhere
                        + ":1:1: there is no such folder: LIFEBOAT_CATALOG, or the argument, must name the catalog's");
    }

    @Test
    void shouldReadAFileWithAByteOrderMarkAndWindowsLineEnds() throws IOException {
        // given
        Path drills = folder.resolve("drills.yaml");
        String text = "\uFEFF" + Files.readString(drills).replace("\n", "\r\n");

        // when
        Files.write(drills, text.getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(CatalogLoader.load(folder).drills()).hasSize(4);
    }

    /** Such a pattern takes a backtracking engine for ever on a line of 40 letters. */
    @Test
    void shouldTakeAPatternThatWouldHangAnotherEngine() throws IOException {
        // given
        Path detection = folder.resolve("detection.yaml");
        Files.writeString(detection, Files.readString(detection).replace("'ERROR .*connection'", "'^(a+)+$'"));

        // when
        String pattern = Objects.requireNonNull(
                        CatalogLoader.load(folder).logs().get("engine"))
                .symptoms()
                .getFirst()
                .pattern();

        // then
        assertThat(pattern).isEqualTo("^(a+)+$");
        Assertions.assertTimeoutPreemptively(
                SOON,
                () -> assertThat(org.safere.Pattern.compile(pattern)
                                .matcher("a".repeat(50_000) + "!")
                                .find())
                        .isFalse());
    }
}
