package io.lifeboat.backup.repository;

import static io.lifeboat.backup.repository.Trees.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.KeySource;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.pack.PageSums;
import io.lifeboat.backup.store.FolderObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories as format 1 was first written. They are never written again: they must restore for ever. */
class GoldenRepositoryTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/format-1");

    @TempDir
    Path folder;

    @Test
    void shouldRestoreWhatWasWrittenWithoutEncryption() throws IOException {
        assertThatItRestores("open", TestKeys.OFF);
    }

    @Test
    void shouldRestoreWhatWasWrittenWithAKeyFile() throws IOException {
        assertThatItRestores("sealed", key());
    }

    private void assertThatItRestores(String name, Encryption encryption) throws IOException {
        Repository repository = Repository.open(new FolderObjectStore("golden", GOLDEN.resolve(name)), encryption)
                .orElseThrow();
        repository.check();
        assertThat(repository.snapshots(Trees.COMPONENT)).containsExactly(id(0), id(1));
        for (int hour = 0; hour < 2; hour++) {
            SnapshotManifest manifest = repository.manifest(Trees.COMPONENT, id(hour));
            SnapshotReader.check(repository, manifest, 1);
            SnapshotReader.checkFiles(repository, manifest, 1);
            Trees.assertRestores(repository, id(hour), files(hour), folder.resolve(name + hour));
        }
        assertThat(repository.manifest(Trees.COMPONENT, id(1)).frames())
                .as("a difference, and what has not changed")
                .anyMatch(frame -> frame.dictionary() != FrameRef.NONE);
    }

    /** How they were made, for the next format. */
    static void write(Path golden) throws IOException {
        for (String name : List.of("open", "sealed")) {
            Repository repository = NewRepository.create(
                    new FolderObjectStore("golden", golden.resolve(name)),
                    name.equals("open") ? TestKeys.OFF : key(),
                    null,
                    Instant.parse("2026-03-01T00:00:00Z"));
            SnapshotManifest first = Trees.take(List.of(repository), id(0), null, files(0));
            Trees.take(List.of(repository), id(1), first, files(1));
        }
    }

    private static Encryption key() throws IOException {
        return new Encryption(new KeySource.File(Files.readAllBytes(GOLDEN.resolve("sealed.key"))), false);
    }

    private static Map<String, byte[]> files(int hour) {
        Map<String, byte[]> files = new TreeMap<>();
        byte[] pages = new byte[4 * PageSums.PAGE];
        for (int i = 0; i < pages.length; i += 64) {
            pages[i] = (byte) (i / PageSums.PAGE + 1);
        }
        pages[PageSums.PAGE] += (byte) (hour * 7);
        files.put("/base-1.rel", pages);
        // Too large to share a frame, and nothing that could be compressed: what changes is stored as a difference.
        byte[] state = new byte[140_000];
        new Random(1).nextBytes(state);
        state[70_000] += (byte) hour;
        files.put("/state.bin", state);
        files.put("/empty", new byte[0]);
        files.put("/config.yaml", ("port: " + (8_000 + hour) + "\n").getBytes(UTF_8));
        return files;
    }
}
