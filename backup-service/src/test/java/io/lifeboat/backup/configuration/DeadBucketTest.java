package io.lifeboat.backup.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.configuration.BackupOutcome.Failed;
import io.lifeboat.backup.configuration.BackupOutcome.Verified;
import io.lifeboat.backup.repository.FolderStore;
import io.lifeboat.backup.repository.S3Store;
import io.lifeboat.backup.repository.TestS3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
            FolderStore local = new FolderStore("local", folder.resolve("local"));
            BackupManager manager = new BackupManager(
                    List.of(local, new S3Store("offsite", () -> dead, "backups", "")),
                    BotFiles.hosts(folder.resolve("bot")),
                    Clock.systemUTC(),
                    Duration.ofSeconds(20));

            // when
            Failed failed = (Failed) manager.take(BotFiles.group());

            // then
            assertThat(failed.reason()).startsWith("offsite: can't list s3://backups/configuration/");
            assertThat(failed.committedIn()).containsExactly("local");
            assertThat(new BackupManager(
                                    List.of(local), BotFiles.hosts(folder), Clock.systemUTC(), Duration.ofSeconds(20))
                            .verify(BotFiles.group(), failed.snapshot()))
                    .isInstanceOf(Verified.class);
        }
    }
}
