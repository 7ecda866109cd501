package io.lifeboat.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest extends ObjectStoreContract {

    @TempDir
    Path folder;

    @Override
    protected ObjectStore create() {
        return new FolderObjectStore("here", folder.resolve("not/yet/there"));
    }

    @Test
    void shouldLeaveNoDraftBehind() throws IOException {
        // when
        store.create("a/b", bytes(10));
        assertThatThrownBy(() -> store.create("a/b", bytes(11))).isInstanceOf(ObjectExistsException.class);
        store.replace("a/b", bytes(12), store.get("a/b").orElseThrow().tag());

        // then
        try (Stream<Path> files = Files.list(folder.resolve("not/yet/there/a"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void shouldNotListADraftThatACrashLeft() throws IOException {
        // given
        store.create("a/b", bytes(10));
        Files.writeString(folder.resolve("not/yet/there/a/.draft-1"), "half");

        // then
        assertThat(ObjectKeys.all(store, "")).hasSize(1);
    }

    @Test
    void shouldSayWhichFolderCannotBeWrittenTo() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        // then
        assertThatThrownBy(() -> new FolderObjectStore("local", file).create("a/b", bytes(1)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("local: ")
                .hasMessageContaining(file.toString());
    }
}
