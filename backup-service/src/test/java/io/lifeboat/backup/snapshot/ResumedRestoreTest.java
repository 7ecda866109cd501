package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.ForwardingStore;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores that are killed in the middle, and then asked for again. */
class ResumedRestoreTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
    private static final int FILES = 10;
    private static final int SIZE = 1 << 20;

    @TempDir
    Path bot;

    @TempDir
    Path elsewhere;

    private final MutableClock clock = new MutableClock(NOW);
    private final MemoryObjectStore store = new MemoryObjectStore("local", clock);
    private final AtomicLong read = new AtomicLong();
    private Path target;
    private Path stage;
    private String snapshot;

    @BeforeEach
    void take() throws IOException {
        BotFiles.write(bot);
        Random random = new Random(7);
        for (int i = 0; i < FILES; i++) {
            byte[] noise = new byte[SIZE];
            random.nextBytes(noise);
            Files.write(config().resolve("model-" + i + ".bin"), noise);
        }
        snapshot = ((Taken) manager(store).take(BotFiles.group())).snapshot();
        target = elsewhere.resolve("restored");
        stage = elsewhere.resolve(".restored.restoring");
    }

    @Test
    void shouldGoOnFromWhatIsWholeWhereverItWasKilled() throws IOException {
        // given: how many calls it takes, and how many bytes
        long whole = bytesOf(restored -> restored.detail().isEmpty());
        int calls = calls();
        int resumed = 0;
        for (int at = 1; at <= calls; at += Math.max(1, calls / 8)) {
            clear();

            // when
            kill(at);
            assertThat(target).as("killed at %d of %d", at, calls).doesNotExist();
            long there = wholeFiles();
            long again = bytesOf(restored -> true);

            // then: packs are read before and while they are written, and what was there is read by neither
            assertThat(again).as("killed at %d of %d", at, calls).isLessThanOrEqualTo(whole - there * SIZE);
            if (there > 0) {
                resumed++;
            }
            assertWhole();
        }
        assertThat(resumed).isGreaterThan(2);
    }

    @Test
    void shouldTrustNothingThatItDidNotRead() throws IOException {
        // given: a stage with one file of each kind of lie
        killInTheMiddle();
        Path config = stage.resolve("api-server" + BotFiles.CONFIG);
        Path flipped = config.resolve("model-0.bin");
        byte[] bytes = Files.readAllBytes(config().resolve("model-0.bin"));
        bytes[SIZE / 2] ^= 1;
        Files.deleteIfExists(flipped);
        Files.write(flipped, bytes);
        Path link = config.resolve("model-1.bin");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, config().resolve("model-1.bin"));
        Path twin = config.resolve("model-2.bin");
        Files.deleteIfExists(twin);
        Files.createLink(twin, config().resolve("model-2.bin"));
        Files.writeString(config.resolve("not-of-it.yaml"), "somebody's");

        // when
        restore(store);

        // then
        assertWhole();
        Path restored = target.resolve("api-server" + BotFiles.CONFIG);
        assertThat(restored.resolve("model-1.bin"))
                .isRegularFile()
                .satisfies(file -> assertThat(Files.isSymbolicLink(file)).isFalse());
        assertThat(Files.getAttribute(restored.resolve("model-2.bin"), "unix:nlink"))
                .isEqualTo(1);
        assertThat(restored.resolve("not-of-it.yaml")).doesNotExist();
    }

    @Test
    void shouldDiscardWhatIsOfAnotherSnapshotAndSaySo() throws IOException {
        // given
        killInTheMiddle();
        clock.advance(Duration.ofHours(1));
        Files.writeString(config().resolve("api_config.yaml"), "newer");
        String newer = ((Taken) manager(store).take(BotFiles.group())).snapshot();

        // when
        Restored restored = (Restored) restore(store);

        // then
        assertThat(restored.snapshot()).isEqualTo(newer);
        assertThat(restored.detail())
                .startsWith(stage + " held a part of snapshot " + snapshot)
                .contains("it was discarded");
        assertWhole();
    }

    @Test
    void shouldGoOnFromAnotherPlace() throws IOException {
        // given: a place that goes away in the middle, and not only for a moment
        AtomicInteger calls = new AtomicInteger();
        ObjectStore dying = new ForwardingStore(store) {
            @Override
            public byte[] range(String key, long offset, int length) throws IOException {
                if (calls.incrementAndGet() > 3) {
                    throw new IOException("local: no route to host");
                }
                return super.range(key, offset, length);
            }
        };

        // when
        Failed failed = (Failed) restore(dying);

        // then
        assertThat(failed.reason())
                .contains("no route to host", "the same command goes on from there", stage.toString());
        assertThat(target).doesNotExist();
        assertThat(wholeFiles()).isPositive();
        assertThat(((Restored) restore(store)).detail()).contains("which an interrupted restore had left");
        assertWhole();
        assertThat(stage).doesNotExist();
        assertThat(elsewhere.resolve(".restored.restoring.json")).doesNotExist();
    }

    @Test
    void shouldLeaveARestoreAloneThatRuns() throws IOException {
        // given
        AtomicInteger tried = new AtomicInteger();
        ObjectStore busy = new ForwardingStore(store) {
            @Override
            public byte[] range(String key, long offset, int length) throws IOException {
                if (tried.getAndIncrement() == 0) {
                    assertThat(((Failed) restore(store)).reason()).startsWith("another restore of " + target + " runs");
                }
                return super.range(key, offset, length);
            }
        };

        // when
        restore(busy);

        // then
        assertThat(tried.get()).isPositive();
        assertWhole();
    }

    private interface Expectation {
        boolean test(Restored restored);
    }

    /** How many bytes of packs a restore reads that succeeds. */
    private long bytesOf(Expectation expected) throws IOException {
        read.set(0);
        Restored restored = (Restored) restore(new Counted(store, read));
        assertThat(expected.test(restored)).as(restored.detail()).isTrue();
        long bytes = read.get();
        assertWhole();
        return bytes;
    }

    private void killInTheMiddle() throws IOException {
        int calls = calls();
        clear();
        kill(calls * 2 / 3);
        assertThat(stage).isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stage)))
                .as("what lies in it has not its mode yet")
                .isEqualTo("rwx------");
    }

    /** How many calls to the store a whole restore takes. */
    private int calls() throws IOException {
        AtomicInteger counter = new AtomicInteger();
        restore(new Killed(store, Integer.MAX_VALUE, counter));
        return counter.get();
    }

    /** By whichever thread makes that call, and every one after it. */
    private void kill(int at) throws IOException {
        try {
            assertThat(restore(new Killed(store, at, new AtomicInteger()))).isInstanceOf(Failed.class);
        } catch (Killed.Death e) {
            assertThat(target).doesNotExist();
        }
    }

    private BackupOutcome restore(ObjectStore from) throws IOException {
        if (!Files.exists(stage) && Files.exists(target)) {
            clear();
        }
        return manager(from)
                .restore(BotFiles.group(), new RestoreRequest(null, new RecoveryTarget.Latest(), false, target, null));
    }

    private BackupManager manager(ObjectStore from) {
        return BotFiles.manager(bot, clock, Duration.ofSeconds(10), from);
    }

    private Path config() {
        return bot.resolve("api-server" + BotFiles.CONFIG);
    }

    private long wholeFiles() throws IOException {
        long whole = 0;
        for (int i = 0; i < FILES; i++) {
            Path file = stage.resolve("api-server" + BotFiles.CONFIG + "/model-" + i + ".bin");
            if (Files.exists(file) && Files.mismatch(file, config().resolve("model-" + i + ".bin")) < 0) {
                whole++;
            }
        }
        return whole;
    }

    private void clear() throws IOException {
        if (Files.exists(target)) {
            Stage.delete(target);
        }
    }

    private void assertWhole() throws IOException {
        assertThat(names(target.resolve("api-server" + BotFiles.CONFIG))).isEqualTo(names(config()));
    }

    private static Map<String, String> names(Path folder) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String content = Files.isSymbolicLink(file)
                        ? "-> " + Files.readSymbolicLink(file)
                        : Files.isDirectory(file)
                                ? "folder"
                                : io.lifeboat.backup.pack.Hash.sha256(Files.readAllBytes(file))
                                        .hex();
                all.put(folder.relativize(file).toString(), content);
            }
        }
        return all;
    }

    private static final class Counted extends ForwardingStore {

        private final AtomicLong bytes;

        Counted(ObjectStore store, AtomicLong bytes) {
            super(store);
            this.bytes = bytes;
        }

        @Override
        public Optional<Stored> get(String key) throws IOException {
            Optional<Stored> got = super.get(key);
            got.filter(one -> key.startsWith("packs/")).ifPresent(one -> bytes.addAndGet(one.bytes().length));
            return got;
        }

        @Override
        public byte[] range(String key, long offset, int length) throws IOException {
            bytes.addAndGet(length);
            return super.range(key, offset, length);
        }
    }

    /** As if the process were gone: nothing that could clean up is told. */
    private static final class Killed extends ForwardingStore {

        static final class Death extends Error {
            private static final long serialVersionUID = 1L;
        }

        private final int at;
        private final AtomicInteger calls;

        Killed(ObjectStore store, int at, AtomicInteger calls) {
            super(store);
            this.at = at;
            this.calls = calls;
        }

        @Override
        public Optional<Stored> get(String key) throws IOException {
            die();
            return super.get(key);
        }

        @Override
        public byte[] range(String key, long offset, int length) throws IOException {
            die();
            return super.range(key, offset, length);
        }

        private void die() {
            if (calls.incrementAndGet() >= at) {
                throw new Death();
            }
        }
    }
}
