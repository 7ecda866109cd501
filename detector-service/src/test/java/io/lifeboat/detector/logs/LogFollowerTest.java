package io.lifeboat.detector.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFollowerTest {

    private static final LocalDate TODAY = LocalDate.of(2025, 4, 11);
    private static final String SAMPLE = "one\r\ntwo äöü €\n\nfour 𝄞\nfive";
    private static final List<String> SAMPLE_LINES = List.of("one", "two äöü €", "", "four 𝄞");

    @TempDir
    Path root;

    private Path log = Path.of("");
    private Charset charset = StandardCharsets.UTF_8;
    private String file = "/var/log/engine.log";
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void folder() throws IOException {
        log = root.resolve("var/log/engine.log");
        Files.createDirectories(log.getParent());
    }

    @Test
    void shouldBeginAtTheEndAtTheFirstStartEver() throws IOException {
        // given
        write("old\nolder\n");

        // when
        try (LogFollower follower = first()) {
            drain(follower);
            write("new\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("new");
    }

    @Test
    void shouldNotCutTheLineThatIsBeingWrittenAtTheFirstStart() throws IOException {
        // given
        write("old\nbegun ");

        // when
        try (LogFollower follower = first()) {
            drain(follower);
            write("and ended\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("begun and ended");
    }

    @Test
    void shouldReadAFileThatAppearsLaterFromItsBeginning() throws IOException {
        // when
        try (LogFollower follower = first()) {
            drain(follower);
            write("first\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("first");
    }

    @Test
    void shouldReadAFileThatAppearedWhileTheDetectorWasAway() throws IOException {
        // given
        try (LogFollower follower = first()) {
            drain(follower);
        }
        write("first\n");

        // when
        try (LogFollower follower = resumed(null)) {
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-15"})
    void shouldKeepALineThatIsCutAtAnyByteUntilItIsComplete(String name) throws IOException {
        // given
        charset = Charset.forName(name);
        String text = name.startsWith("ISO") ? "one\r\ntwo äöü €\n\nfour\nfive" : SAMPLE;
        List<String> expected = name.startsWith("ISO") ? List.of("one", "two äöü €", "", "four") : SAMPLE_LINES;

        // when
        try (LogFollower follower = first()) {
            drain(follower);
            for (byte one : text.getBytes(charset)) {
                append(new byte[] {one});
                drain(follower);
            }
        }

        // then
        assertThat(lines).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16"})
    void shouldBelieveTheByteOrderMark(String configured) throws IOException {
        // given
        charset = Charset.forName(configured);

        // when
        try (LogFollower follower = first()) {
            drain(follower);
            append(new byte[] {(byte) 0xFF, (byte) 0xFE});
            append("Terminal\tstarted\r\nNetwork\tconnection lost\r\n".getBytes(StandardCharsets.UTF_16LE));
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("Terminal\tstarted", "Network\tconnection lost");
    }

    static Stream<Integer> everyByteOfTheSample() {
        return IntStream.rangeClosed(0, SAMPLE.getBytes(StandardCharsets.UTF_8).length)
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("everyByteOfTheSample")
    void shouldReadEachLineOnceWhenRestartedAtAnyByte(int cut) throws IOException {
        // given
        append("before\n".getBytes(charset));
        byte[] sample = SAMPLE.getBytes(charset);
        LogPosition position;
        try (LogFollower follower = first()) {
            drain(follower);
            append(Arrays.copyOf(sample, cut));
            drain(follower);
            position = follower.position();
        }

        // when
        append(Arrays.copyOfRange(sample, cut, sample.length));
        try (LogFollower follower = resumed(position)) {
            drain(follower);
        }

        // then
        assertThat(lines).containsExactlyElementsOf(SAMPLE_LINES);
    }

    static Stream<Integer> everyByteOfTheWideSample() {
        return IntStream.rangeClosed(0, SAMPLE.getBytes(StandardCharsets.UTF_16LE).length)
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("everyByteOfTheWideSample")
    void shouldReadEachWideLineOnceWhenRestartedAtAnyByte(int cut) throws IOException {
        // given
        charset = StandardCharsets.UTF_16LE;
        append("\uFEFFbefore\n".getBytes(charset));
        byte[] sample = SAMPLE.getBytes(charset);
        LogPosition position;
        try (LogFollower follower = first()) {
            drain(follower);
            append(Arrays.copyOf(sample, cut));
            drain(follower);
            position = follower.position();
        }

        // when
        append(Arrays.copyOfRange(sample, cut, sample.length));
        try (LogFollower follower = resumed(position)) {
            drain(follower);
        }

        // then
        assertThat(lines).containsExactlyElementsOf(SAMPLE_LINES);
    }

    @Test
    void shouldReadTheOldFileToItsEndWhenItWasRenamed() throws IOException {
        // given
        try (LogFollower follower = first()) {
            write("1\n");
            drain(follower);
            write("2\n");
            drain(follower);

            // when
            write("3\n");
            Path old = rename("engine.log.1");
            drain(follower);
            Files.createFile(log);
            drain(follower);
            Files.writeString(old, "4 into the old file\n5 unfinished", StandardOpenOption.APPEND);
            write("6\n");
            drain(follower);
            write("7\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("2", "3", "4 into the old file", "5 unfinished", "6", "7");
    }

    @Test
    void shouldWaitForAFileThatIsMissingForAWhile() throws IOException {
        // given
        try (LogFollower follower = first()) {
            write("1\n");
            drain(follower);

            // when
            Files.delete(log);
            drain(follower);
            drain(follower);
            write("2\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("2");
    }

    @Test
    void shouldBeginAnewWhenTheFileIsTruncated() throws IOException {
        // given
        try (LogFollower follower = first()) {
            write("before the start\n");
            drain(follower);
            write("1\npart");
            drain(follower);

            // when
            truncate();
            drain(follower);
            write("2\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("1", "2");
    }

    @Test
    void shouldNoticeATruncatedFileThatHasGrownBeyondWhereItWas() throws IOException {
        // given
        try (LogFollower follower = first()) {
            drain(follower);
            write("1\n");
            drain(follower);

            // when
            truncate();
            write("2\n3 is longer than all that was before\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("1", "2", "3 is longer than all that was before");
    }

    @Test
    void shouldReadFromTheCopyWhatWasTruncatedAwayUnseen() throws IOException {
        // given
        String long1 = "1 " + "x".repeat(80);
        try (LogFollower follower = first()) {
            drain(follower);
            write(long1 + "\n");
            drain(follower);

            // when copytruncate
            write("2 unseen\n");
            Files.copy(log, log.resolveSibling("engine.log.1"));
            truncate();
            write("3\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly(long1, "2 unseen", "3");
    }

    @Test
    void shouldMissNothingWhenItWasRenamedTwiceWhileTheDetectorWasAway() throws IOException {
        // given
        LogPosition position;
        try (LogFollower follower = first()) {
            drain(follower);
            write("1\n");
            drain(follower);
            position = follower.position();
        }
        write("2\n");
        Path second = rename("engine.log.1");
        setModified(second, 1);
        write("3\n");
        Files.move(second, log.resolveSibling("engine.log.2"));
        setModified(rename("engine.log.1"), 2);
        write("4\n");

        // when
        try (LogFollower follower = resumed(position)) {
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("1", "2", "3", "4");
    }

    @Test
    void shouldMissNothingWhenItWasCopiedAndTruncatedWhileTheDetectorWasAway() throws IOException {
        // given
        String long1 = "1 " + "x".repeat(80);
        LogPosition position;
        try (LogFollower follower = first()) {
            drain(follower);
            write(long1 + "\n");
            drain(follower);
            position = follower.position();
        }
        write("2\n");
        Files.copy(log, log.resolveSibling("engine.log.1"));
        truncate();
        write("3\n");

        // when
        try (LogFollower follower = resumed(position)) {
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly(long1, "2", "3");
    }

    @Test
    void shouldReadAReplacedFileFromItsBeginningAfterARestart() throws IOException {
        // given
        LogPosition position;
        try (LogFollower follower = first()) {
            drain(follower);
            write("1\n2\n3\n");
            drain(follower);
            position = follower.position();
        }
        Path other = Files.writeString(log.resolveSibling("other"), "a\nb\nc\nd\n");
        Files.move(other, log, StandardCopyOption.REPLACE_EXISTING);

        // when
        try (LogFollower follower = resumed(position)) {
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("1", "2", "3", "a", "b", "c", "d");
    }

    @Test
    void shouldGoOnToTheNextDaysFile() throws IOException {
        // given
        file = "/mt5/logs/{yyyyMMdd}.log";
        Files.createDirectories(root.resolve("mt5/logs"));
        Path today = root.resolve("mt5/logs/20250411.log");
        try (LogFollower follower = first()) {
            drain(follower);
            Files.writeString(today, "1\n");
            drain(follower);

            // when
            Files.writeString(today, "2 before midnight\n", StandardOpenOption.APPEND);
            drain(follower, TODAY.plusDays(1));
            Files.writeString(today, "3 after midnight\n", StandardOpenOption.APPEND);
            Files.writeString(root.resolve("mt5/logs/20250412.log"), "4\n");
            drain(follower, TODAY.plusDays(1));
        }

        // then
        assertThat(lines).containsExactly("1", "2 before midnight", "3 after midnight", "4");
    }

    @Test
    void shouldReadTheDaysThatWereMissed() throws IOException {
        // given
        file = "/mt5/logs/{yyyyMMdd}.log";
        Files.createDirectories(root.resolve("mt5/logs"));
        LogPosition position;
        Path first = root.resolve("mt5/logs/20250411.log");
        try (LogFollower follower = first()) {
            drain(follower);
            Files.writeString(first, "1\n");
            drain(follower);
            position = follower.position();
        }
        Files.writeString(first, "2\n", StandardOpenOption.APPEND);
        Files.writeString(root.resolve("mt5/logs/20250412.log"), "3\n");
        Files.writeString(root.resolve("mt5/logs/20250414.log"), "4\n");

        // when
        try (LogFollower follower = resumed(position)) {
            drain(follower, TODAY.plusDays(3));
        }

        // then
        assertThat(lines).containsExactly("1", "2", "3", "4");
    }

    @Test
    void shouldKeepTheBeginningOfALineThatIsTooLong() throws IOException {
        // given
        String tooLong = "x".repeat(3 * LineSplitter.LONGEST);
        LogPosition position;
        try (LogFollower follower = first()) {
            drain(follower);
            write("1\n" + tooLong);
            drain(follower);
            position = follower.position();
        }

        // when restarted in the middle of it
        try (LogFollower follower = resumed(position)) {
            write("end of it\n2\n");
            drain(follower);
        }

        // then
        assertThat(lines).containsExactly("1", tooLong.substring(0, LineSplitter.LONGEST), "2");
    }

    private LogFollower first() {
        return new LogFollower(path(), charset, false, null);
    }

    private LogFollower resumed(@Nullable LogPosition position) {
        return new LogFollower(path(), charset, true, position);
    }

    private LogPath path() {
        return new LogPath(new Host("h", "127.0.0.1", Map.of(), null, root), file);
    }

    private void drain(LogFollower follower) throws IOException {
        drain(follower, TODAY);
    }

    private void drain(LogFollower follower, LocalDate today) throws IOException {
        boolean more = true;
        while (more) {
            more = follower.poll(today, lines::add);
        }
    }

    private void write(String text) throws IOException {
        append(text.getBytes(charset));
    }

    private void append(byte[] bytes) throws IOException {
        Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path rename(String name) throws IOException {
        return Files.move(log, log.resolveSibling(name));
    }

    /** As a copytruncate does: the file stays the same one. */
    private void truncate() throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            assertThat(channel.write(ByteBuffer.allocate(0))).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void setModified(Path file, int second) throws IOException {
        Files.setLastModifiedTime(
                file, java.nio.file.attribute.FileTime.fromMillis(1_700_000_000_000L + second * 1000L));
    }
}
