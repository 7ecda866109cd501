package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableReaderTest {

    @TempDir
    Path folder;

    private SourcePath source;

    @BeforeEach
    void write() throws IOException {
        source = new SourcePath("api-server", "/etc/a.conf", Files.writeString(folder.resolve("a.conf"), "one"));
    }

    @Test
    void shouldReadAgainWhatChangesMeanwhile() throws IOException {
        // given
        AtomicInteger reads = new AtomicInteger();
        StableReader reader = new StableReader(folder.resolve("draft"), (from, to) -> {
            to.write(Files.readAllBytes(from));
            if (reads.incrementAndGet() < 3) {
                Files.writeString(from, "two" + reads.get());
            }
        });

        // when
        StableReader.Copy copy = reader.read(source);

        // then
        assertThat(copy.content()).hasContent("two2");
        assertThat(copy.sha256()).isEqualTo(Sha256.of("two2".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldNoticeAChangeThatKeepsTheSize() {
        // given
        StableReader reader = new StableReader(folder.resolve("draft"), (from, to) -> {
            to.write(Files.readAllBytes(from));
            Files.writeString(from, "abc");
        });

        // then
        assertThatThrownBy(() -> reader.read(source))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("api-server:/etc/a.conf changed each of the 5 times");
    }

    @Test
    void shouldNameAFileThatVanishes() throws IOException {
        // given
        Files.delete(source.here());

        // then
        assertThatThrownBy(() -> new StableReader(folder.resolve("draft")).read(source))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("api-server:/etc/a.conf is missing");
    }
}
