package io.lifeboat.backup.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.NewRepository;
import io.lifeboat.backup.repository.PackLane;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotWriter;
import io.lifeboat.backup.store.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableReaderTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @TempDir
    Path folder;

    private final AtomicInteger reads = new AtomicInteger();
    private SnapshotWriter writer;
    private SourcePath source;

    @BeforeEach
    void write() throws IOException {
        Repository repository =
                NewRepository.create(new MemoryObjectStore("local", Clock.systemUTC()), TestKeys.OFF, null, NOW);
        PackLane lane = new PackLane(repository, Duration.ofSeconds(10));
        writer = new SnapshotWriter(FrameCipher.NONE, List.of(lane), null, null, 1);
        source = new SourcePath("api-server", "/etc/a.conf", Files.writeString(folder.resolve("a.conf"), "one"));
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void shouldReadAgainWhatChangesMeanwhile() throws IOException {
        // when
        writer.keep(read(() -> {
            if (reads.incrementAndGet() < 3) {
                Files.writeString(source.here(), "two" + reads.get());
            }
        }));

        // then
        assertThat(reads).hasValue(3);
        FileEntry found = writer.finish("configuration", SnapshotId.create(NOW), NOW, NOW, Map.of())
                .files()
                .getFirst();
        assertThat(found.size()).isEqualTo(4);
        assertThat(found.sha256()).isEqualTo(Hash.sha256("two2".getBytes(UTF_8)).hex());
    }

    @Test
    void shouldNoticeAChangeThatKeepsTheSize() {
        assertThatThrownBy(() -> read(() -> Files.writeString(source.here(), "abc")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("api-server:/etc/a.conf changed each of the 5 times");
    }

    @Test
    void shouldNameAFileThatVanishes() {
        assertThatThrownBy(() -> read(() -> Files.delete(source.here())))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("api-server:/etc/a.conf is missing");
    }

    /** What was changed a moment ago can be changed again without a trace: it is read again the next time. */
    @Test
    void shouldTellAFileByItsIdentityOnlyWhenItHasSettled() throws IOException {
        FileIdentity identity = FileIdentity.of(source);
        assertThat(identity.text(identity.changed().toInstant().plusMillis(1_900)))
                .isNull();
        assertThat(identity.text(identity.changed().toInstant().plusMillis(2_100)))
                .isNotNull();
    }

    private interface Meanwhile {
        void happens() throws IOException;
    }

    private SnapshotWriter.Draft read(Meanwhile meanwhile) throws IOException {
        FileEntry entry = new FileEntry(
                source.host(), source.path(), FileEntry.Type.FILE, "0640", NOW, 3, null, null, null, List.of());
        return StableReader.read(
                source,
                FileIdentity.of(source),
                identity -> writer.read(entry, false, to -> {
                    StableReader.copy(source, to);
                    meanwhile.happens();
                }));
    }
}
