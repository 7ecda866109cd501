package io.lifeboat.detector.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    private static final Instant NOW = Instant.parse("2025-04-11T10:00:00Z");

    @TempDir
    Path root;

    record Value(String text, Instant at) {}

    @Test
    void shouldBeHeldByOneDetector() throws IOException {
        // given
        Path path = root.resolve("state");
        try (StateFolder held = StateFolder.open(path)) {
            // when then
            assertThat(held.writable()).isTrue();
            assertThatThrownBy(() -> StateFolder.open(path))
                    .hasMessageContaining("another detector uses the state folder " + path)
                    .hasMessageContaining("LIFEBOAT_DETECTOR_STATE");
        }
        StateFolder.open(path).close();
    }

    @Test
    void shouldSayWhichFolderCannotBeWritten() throws IOException {
        // given
        Path file = Files.writeString(root.resolve("file"), "");

        // when then
        assertThatThrownBy(() -> StateFolder.open(file.resolve("state")))
                .hasMessageContaining("the state folder " + file.resolve("state") + " can't be written");
    }

    @Test
    void shouldGiveBackWhatWasWrittenLast() throws IOException {
        // given
        StateFile<Value> file = new StateFile<>(root.resolve("v.json"), Value.class, new MutableClock(NOW));
        assertThat(file.read()).isEmpty();

        // when
        file.write(new Value("one", NOW));
        file.write(new Value("two", NOW.plusSeconds(1)));

        // then
        assertThat(file.read()).contains(new Value("two", NOW.plusSeconds(1)));
    }

    @Test
    void shouldNotMindWhatACrashInTheMiddleOfAWriteLeaves() throws IOException {
        // given
        StateFile<Value> file = new StateFile<>(root.resolve("v.json"), Value.class, new MutableClock(NOW));
        file.write(new Value("one", NOW));
        Files.writeString(root.resolve("v.json.new"), "{\"text\":\"tw");

        // when then
        assertThat(file.read()).contains(new Value("one", NOW));
        file.write(new Value("three", NOW));
        assertThat(file.read()).contains(new Value("three", NOW));
    }

    @Test
    void shouldSetAsideWhatItDoesNotUnderstand() throws IOException {
        // given
        Path path = root.resolve("v.json");
        StateFile<Value> file = new StateFile<>(path, Value.class, new MutableClock(NOW));
        for (String garbage : new String[] {"", "null", "{\"text\":", "[1]", "\u0000\u0000"}) {
            Files.writeString(path, garbage);

            // when then
            assertThat(file.read()).as(garbage).isEmpty();
            assertThat(path).doesNotExist();
            assertThat(root.resolve("v.json.corrupt-" + NOW.toEpochMilli())).hasContent(garbage);
        }
    }
}
