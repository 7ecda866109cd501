package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.repository.TestS3;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.store.FolderObjectStore;
import io.lifeboat.backup.store.S3ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket's server is not there: with the real client and a real folder. */
class DeadBucketTest {

    @TempDir
    Path folder;

    @Test
    void shouldKeepTheSnapshotInTheFolderAndSaySo() throws IOException {
        // given
        BotFiles.write(folder.resolve("bot"));
        try (S3Client dead = TestS3.client(URI.create("http://127.0.0.1:1"))) {
            FolderObjectStore local = new FolderObjectStore("local", folder.resolve("local"));
            BackupManager manager = BotFiles.manager(
                    folder.resolve("bot"),
                    Clock.systemUTC(),
                    Duration.ofSeconds(20),
                    local,
                    new S3ObjectStore("offsite", () -> dead, "backups", ""));

            // when
            Failed failed = (Failed) manager.take(BotFiles.group());

            // then
            assertThat(failed.reason()).startsWith("offsite: can't read s3://backups/repo.json");
            assertThat(failed.committedIn()).containsExactly("local");
            assertThat(BotFiles.manager(folder, Clock.systemUTC(), Duration.ofSeconds(20), local)
                            .verify(BotFiles.group(), failed.snapshot()))
                    .isInstanceOf(Verified.class);
        }
    }
}
