package io.lifeboat.backup.snapshot;

import io.lifeboat.backup.key.TestKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random operations on two places against a simple model: snapshots, restores, verifies, expiry, healing, holds, rot in
 * one place, clocks that jump, crashes at any store call, and one operation in the middle of another. After each, every
 * snapshot that was committed and not expired is whole byte for byte, what rots is reported, and nothing went that a
 * rule or a person keeps.
 */
class RepositoryModelTest {

    private static final long SEED = Long.getLong("lifeboat.seed", System.nanoTime());
    private static final int OPERATIONS =
            Integer.getInteger("lifeboat.model.operations", Boolean.getBoolean("lifeboat.long") ? 10_000 : 800);
    private static final Logger LOG = Logger.getLogger("io.lifeboat.backup");

    @TempDir
    Path folder;

    /** What goes wrong here is told a hundred thousand times. */
    @BeforeEach
    void hush() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        LOG.setLevel(null);
    }

    /** Three worlds side by side; without keys everything is several times as fast. */
    @Test
    void shouldKeepEveryPromiseWhateverHappens() throws Exception {
        System.out.printf("RepositoryModelTest: -Dlifeboat.seed=%d, %d operations%n", SEED, OPERATIONS);
        int encrypted = OPERATIONS / 10;
        int half = (OPERATIONS - encrypted) / 2;
        RepositoryWorld closed = new RepositoryWorld(folder.resolve("closed"), SEED, TestKeys.ENCRYPTED);
        RepositoryWorld open = new RepositoryWorld(folder.resolve("open"), SEED + 1, TestKeys.OFF);
        RepositoryWorld other = new RepositoryWorld(folder.resolve("other"), SEED + 2, TestKeys.OFF);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Map<String, Integer>>> worlds = new ArrayList<>();
            worlds.add(threads.submit(() -> closed.live(encrypted)));
            worlds.add(threads.submit(() -> open.live(half)));
            worlds.add(threads.submit(() -> other.live(half)));
            for (Future<Map<String, Integer>> world : worlds) {
                System.out.println("RepositoryModelTest: " + world.get());
            }
        }
    }
}
