package io.lifeboat.backup.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends SnapshotStoreContract {

    @TempDir
    static Path folder;

    @Override
    protected SnapshotStore create() {
        try {
            return new FolderStore(
                    "here", Files.createTempDirectory(folder, "store").resolve("not/yet/there"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldSayWhichFolderCannotBeWrittenTo() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        // then
        assertThatThrownBy(
                        () -> new FolderStore("local", file).begin("configuration", SnapshotId.create(Instant.EPOCH)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("local: ")
                .hasMessageContaining(file.toString());
    }
}
