package io.lifeboat.backup.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.backup.image.ImageProvider.State;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a folder, and what is a folder's own. */
class FolderImagesTest extends ImageProviderContract {

    private final MutableClock clock = new MutableClock(NOW);

    @TempDir
    Path root;

    @Override
    ImageProvider provider() throws IOException {
        Path server = Files.createDirectories(root.resolve("server/etc"));
        Files.writeString(server.resolve("engine.conf"), "lots: 1");
        return images("server", "images");
    }

    @Override
    ImageProvider ofNothing() {
        return images("nowhere", "images");
    }

    @Override
    String unknown() {
        return "image-20200101T000000000Z-00000000";
    }

    @Test
    void shouldKeepWhatTheServerHadThen() throws IOException {
        // given
        ImageProvider provider = provider();
        Files.createSymbolicLink(root.resolve("server/current.conf"), Path.of("etc/engine.conf"));
        String id = provider.start(TAGS).id();

        // when
        Files.writeString(root.resolve("server/etc/engine.conf"), "lots: 2");

        // then
        Path data = root.resolve("images").resolve(id).resolve("data");
        assertThat(data.resolve("etc/engine.conf")).hasContent("lots: 1");
        assertThat(data.resolve("current.conf")).isSymbolicLink();
    }

    @Test
    void shouldNotCallAnImageCompleteWhoseDataAreGone() throws IOException {
        // given
        ImageProvider provider = provider();
        String id = provider.start(TAGS).id();

        // when: as a deletion that was killed leaves it
        Files.delete(root.resolve("images").resolve(id).resolve("completed"));

        // then
        assertThat(provider.state(id)).isEqualTo(new State.Pending(0));
        assertThat(provider.list("system-images")).hasSize(1);
    }

    /** As where a host's files are mounted. */
    @Test
    void shouldTakeAnImageOfAServerBehindALink() throws IOException {
        // given
        provider();
        Files.createSymbolicLink(root.resolve("mounted"), root.resolve("server"));

        // when
        String id = images("mounted", "images").start(TAGS).id();

        // then
        assertThat(root.resolve("images").resolve(id).resolve("data/etc/engine.conf"))
                .hasContent("lots: 1");
    }

    /** The one who asks again waits for it otherwise, for ever. */
    @Test
    void shouldEndWhatWasKilledInTheMiddle() throws IOException {
        // given
        ImageProvider provider = provider();
        String id = provider.start(TAGS).id();
        Path image = root.resolve("images").resolve(id);
        Files.delete(image.resolve("completed"));
        Files.writeString(image.resolve("data/etc/half"), "");

        // when
        provider.start(TAGS);

        // then
        assertThat(provider.state(id)).isEqualTo(new State.Completed("none"));
        assertThat(image.resolve("data/etc/half")).doesNotExist();
        assertThat(image.resolve("data/etc/engine.conf")).exists();
    }

    @Test
    void shouldSayWhyACopyHasFailedAndLeaveItFailed() throws IOException {
        // given: something in the way
        ImageProvider provider = provider();
        String id = "image-" + TAGS.snapshot();
        Files.createDirectories(root.resolve("images").resolve(id).resolve("completed"));

        // when
        provider.start(TAGS);

        // then
        assertThat(provider.state(id))
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.reason()).contains("completed"));
    }

    @Test
    void shouldRefuseAFolderWithinTheServerAndAnIdThatClimbs() throws IOException {
        // given
        ImageProvider provider = provider();

        // then
        assertThatThrownBy(() -> images("server", "server/images").start(TAGS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("its images would have themselves in them");
        assertThatThrownBy(() -> provider.delete("image-../../server")).isInstanceOf(IllegalArgumentException.class);
        assertThat(root.resolve("server/etc/engine.conf")).exists();
    }

    private FolderImages images(String server, String folder) {
        return new FolderImages(root.resolve(server), root.resolve(folder), clock);
    }
}
