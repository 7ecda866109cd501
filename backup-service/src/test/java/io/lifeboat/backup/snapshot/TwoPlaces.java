package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A bot's files, and two places for them. */
abstract class TwoPlaces {

    static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @TempDir
    Path bot;

    final MutableClock clock = new MutableClock(NOW);
    final MemoryObjectStore local = new MemoryObjectStore("local", clock);
    final MemoryObjectStore offsite = new MemoryObjectStore("offsite", clock);

    @BeforeEach
    void write() throws IOException {
        BotFiles.write(bot);
    }

    BackupManager manager(ObjectStore... stores) {
        return manager(TestKeys.ENCRYPTED, stores);
    }

    BackupManager manager(Encryption encryption, ObjectStore... stores) {
        return BotFiles.manager(encryption, bot, clock, Duration.ofSeconds(10), stores);
    }

    void write(String name, String content) throws IOException {
        Files.write(
                bot.resolve("api-server" + BotFiles.CONFIG).resolve(name),
                content.getBytes(StandardCharsets.ISO_8859_1));
    }

    static List<String> packs(MemoryObjectStore store) {
        return store.keys().stream().filter(key -> key.startsWith("packs/")).toList();
    }

    static void delete(Path path) throws IOException {
        Stage.delete(path);
    }

    static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
