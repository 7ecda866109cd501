package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.SystemImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A component that is the image of a server, with a folder as its provider. */
abstract class FolderOfImages extends TwoPlaces {

    @TempDir
    Path images;

    BackupManager manager;

    @BeforeEach
    void begin() {
        manager = manager(local, offsite);
    }

    void forget(Taken taken) throws IOException {
        forget(taken, local, offsite);
    }

    static void forget(Taken taken, MemoryObjectStore... stores) throws IOException {
        for (MemoryObjectStore store : stores) {
            for (String key : store.keys()) {
                if (key.contains(taken.snapshot())) {
                    store.delete(key);
                }
            }
        }
    }

    List<String> found() throws IOException {
        try (Stream<Path> all = Files.list(images)) {
            return all.map(path -> images.relativize(path).toString()).sorted().toList();
        }
    }

    /** The newest alone is kept. */
    BackupGroup group() {
        BackupGroup files = BotFiles.group();
        return new BackupGroup(
                files.id(),
                "System Images",
                null,
                List.of(),
                files.places(),
                files.kinds(),
                "SHA-256",
                new BackupGroup.Keep(1, 0, 0, 0, 0),
                null,
                null,
                new SystemImage.Folder("api-server", BotFiles.CONFIG, images.toString()));
    }
}
