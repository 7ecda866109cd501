package io.lifeboat.recovery.halt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltFileTest {

    private static final HaltNote NOTE = new HaltNote(new UUID(0, 7), "Ada", "a change\nfreeze");

    @TempDir
    private Path state;

    @Test
    void shouldSayWhoHasHaltedWhatAndWhy() throws IOException {
        // given
        HaltFile trading = new HaltFile(state, HaltPart.TRADING);

        // when
        trading.set(NOTE);

        // then
        assertThat(trading.reason()).contains("a change freeze (Ada)");
        assertThat(trading.read().orElseThrow().id()).isEqualTo(NOTE.id());
        assertThat(new HaltFile(state, HaltPart.AUTOMATION).reason()).isEmpty();
        assertThat(state).isDirectoryContaining(file -> file.endsWith("trading.halt"));
    }

    @Test
    void shouldBeGoneWhenCleared() throws IOException {
        // given
        HaltFile file = new HaltFile(state, HaltPart.AUTOMATION);
        file.set(NOTE);

        // when
        file.clear();

        // then
        assertThat(file.reason()).isEmpty();
        assertThat(state).isEmptyDirectory();
    }

    /** On the night it matters somebody types "touch trading.halt", or echoes a word into it. */
    @Test
    void shouldHaltByAFileThatWasMadeByHand() throws IOException {
        // given
        HaltFile file = new HaltFile(state, HaltPart.TRADING);

        // when
        Files.writeString(state.resolve("trading.halt"), "");

        // then
        assertThat(file.reason().orElseThrow()).contains("trading.halt").contains("by hand");

        // when
        UUID before = file.read().orElseThrow().id();
        Files.writeString(state.resolve("trading.halt"), "stop it\nid: no uuid\n");

        // then
        assertThat(file.reason()).contains("stop it (by hand)");
        assertThat(file.read().orElseThrow().id()).isNotEqualTo(before);
        assertThat(file.read().orElseThrow().id())
                .isEqualTo(file.read().orElseThrow().id());
    }

    @Test
    void shouldHaltByAFileThatCantBeRead() throws IOException {
        // given: a folder in its place
        Files.createDirectory(state.resolve("trading.halt"));

        // then
        assertThat(new HaltFile(state, HaltPart.TRADING).reason().orElseThrow()).contains("can't be read");
    }
}
