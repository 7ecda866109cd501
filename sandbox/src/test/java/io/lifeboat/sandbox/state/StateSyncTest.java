package io.lifeboat.sandbox.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.sandbox.process.PythonLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSyncTest {

    @TempDir
    Path folder;

    private Path primary = Path.of("");
    private Path copy = Path.of("");
    private Path activated = Path.of("");
    private FolderState state = new FolderState(primary);

    @BeforeEach
    void layOut() throws IOException {
        primary = Files.createDirectories(folder.resolve("primary"));
        copy = folder.resolve("copy");
        activated = folder.resolve("activated_epoch");
        state = new FolderState(primary);
        Files.createDirectories(primary.resolve("open"));
        Files.writeString(primary.resolve("open/orders"), "one");
        Files.writeString(primary.resolve("heartbeat"), "12:00:00");
        Files.writeString(primary.resolve("authority.json"), "{\"holder\":\"trading-server\",\"epoch\":1}");
    }

    @Test
    void shouldCopyEveryFileWithItsTimeAndNothingTwice() throws IOException {
        // given
        FileTime time = FileTime.from(Instant.parse("2026-01-02T03:04:05.678901234Z"));
        Files.setLastModifiedTime(primary.resolve("open/orders"), time);
        StateSync sync = sync();

        // when
        sync.round();
        state.asked.clear();
        sync.round();

        // then
        assertThat(copy.resolve("open/orders")).hasContent("one");
        assertThat(Files.getLastModifiedTime(copy.resolve("open/orders"))).isEqualTo(time);
        assertThat(state.asked).isEmpty();
        assertThat(beside()).containsExactlyInAnyOrder("primary", "copy");
    }

    @Test
    void shouldFetchOnlyWhatWasChangedAndRemoveWhatIsGone() throws IOException {
        // given
        StateSync sync = sync();
        sync.round();
        state.asked.clear();

        // when
        Files.writeString(primary.resolve("heartbeat"), "12:00:01.5");
        Files.delete(primary.resolve("open/orders"));
        Files.delete(primary.resolve("open"));
        Files.writeString(primary.resolve("open"), "a file by now");
        sync.round();

        // then
        assertThat(copy.resolve("heartbeat")).hasContent("12:00:01.5");
        assertThat(copy.resolve("open")).hasContent("a file by now");
        assertThat(state.asked).containsExactlyInAnyOrder("heartbeat", "open");
    }

    @Test
    void shouldKeepWhatItHasOfAFileThatVanishesWhileItIsCopied() throws IOException {
        // given
        StateSync sync = sync();
        sync.round();

        // when
        Files.writeString(primary.resolve("heartbeat"), "12:00:01.5");
        state.vanishing.add("heartbeat");
        sync.round();

        // then
        assertThat(copy.resolve("heartbeat")).hasContent("12:00:00");
    }

    @Test
    void shouldNotTouchTheCopyOnceThisHostWasActivated() throws IOException {
        // given
        StateSync sync = sync();
        sync.round();
        Files.writeString(activated, "2\n");

        // when
        Files.writeString(primary.resolve("heartbeat"), "12:00:01.5");
        String said = sync.round();

        // then
        assertThat(said).startsWith("nothing is copied: this host was activated under epoch 2");
        assertThat(copy.resolve("heartbeat")).hasContent("12:00:00");

        // when
        Files.writeString(primary.resolve("authority.json"), "{\"holder\":\"trading-server\",\"epoch\":13}");
        said = sync.round();

        // then
        assertThat(said).contains("trades under epoch 13");
        assertThat(copy.resolve("heartbeat")).hasContent("12:00:01.5");
    }

    @Test
    void shouldWriteNowhereButIntoTheCopy() {
        // given
        StateEntry climbing = new StateEntry(false, Instant.EPOCH, 3, "../climbed");

        // when, then
        assertThatThrownBy(() -> new StateCopy(copy).follow(List.of(climbing), new FolderState(primary)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../climbed");
        assertThat(folder.resolve("climbed")).doesNotExist();
    }

    @Test
    void shouldReadWhatFindPrints() throws IOException {
        assertThat(StateEntry.parse("f 1764212345.0123456780 28 a file"))
                .isEqualTo(new StateEntry(false, Instant.ofEpochSecond(1_764_212_345, 12_345_678), 28, "a file"));
        assertThat(StateEntry.parse("d 1764212345 4096 open"))
                .isEqualTo(new StateEntry(true, Instant.ofEpochSecond(1_764_212_345), 4096, "open"));
        assertThatThrownBy(() -> StateEntry.parse("f yesterday 1 x")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> StateEntry.parse("f 1 1")).isInstanceOf(IOException.class);
    }

    private StateSync sync() {
        PythonLog log = new PythonLog(folder.resolve("log/sync.log"), "state_sync", Clock.systemUTC(), null);
        return new StateSync("trading-server", state, new StateCopy(copy), activated, log);
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("log"))
                    .toList();
        }
    }
}
