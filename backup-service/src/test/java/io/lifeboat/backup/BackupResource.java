package io.lifeboat.backup;

import io.lifeboat.backup.repository.TestS3;
import io.lifeboat.backup.snapshot.BotFiles;
import io.lifeboat.embedded.S3Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A bot's files, a folder and a bucket to keep them in. */
public class BackupResource implements QuarkusTestResourceLifecycleManager {

    static final Path FOLDER = folder();

    public static Path bot() {
        return FOLDER.resolve("bot");
    }

    static Path local() {
        return FOLDER.resolve("local");
    }

    @Override
    public Map<String, String> start() {
        try {
            BotFiles.write(bot());
            Files.write(FOLDER.resolve("backup.key"), new byte[32]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.ofEntries(
                Map.entry("lifeboat.backup.key", "file:" + FOLDER.resolve("backup.key")),
                Map.entry(
                        "lifeboat.backup.drill.folder", FOLDER.resolve("drills").toString()),
                Map.entry("lifeboat.backup.standby-state.every", "200ms"),
                Map.entry("lifeboat.backup.places.local", "file:" + local()),
                Map.entry("lifeboat.backup.places.offsite", "s3://" + TestS3.BUCKET + "/service"),
                Map.entry("quarkus.s3.endpoint-override", TestS3.endpoint().toString()),
                Map.entry("quarkus.s3.path-style-access", "true"),
                Map.entry("quarkus.s3.aws.credentials.type", "static"),
                Map.entry("quarkus.s3.aws.credentials.static-provider.access-key-id", S3Server.ACCESS_KEY),
                Map.entry("quarkus.s3.aws.credentials.static-provider.secret-access-key", S3Server.SECRET_KEY));
    }

    @Override
    public void stop() {
        // Below the build's folder.
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "backup-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
