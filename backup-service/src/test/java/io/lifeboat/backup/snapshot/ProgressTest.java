package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.progress.Progress;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    private static final int SIZE = 300_000;

    @TempDir
    Path bot;

    @TempDir
    Path elsewhere;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T02:00:00Z"));
    private final MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private final Recorded record = new Recorded();

    @Test
    void shouldTellHowFarATakeAVerifyAndARestoreAre() throws IOException {
        // given
        BotFiles.write(bot);
        byte[] noise = new byte[SIZE];
        new Random(3).nextBytes(noise);
        Files.write(bot.resolve("api-server" + BotFiles.CONFIG + "/model.bin"), noise);
        BackupManager manager =
                BotFiles.manager(bot, clock, Duration.ofSeconds(10), local).watchedBy(record);

        // when
        Taken first = (Taken) manager.take(BotFiles.group());

        // then: nobody knows how much there is, the first time
        assertThat(record.take().all()).containsExactly(Map.entry("reading", List.of(0L, first.bytes())));

        // when
        clock.advance(Duration.ofHours(1));
        Taken second = (Taken) manager.take(BotFiles.group());

        // then: as much as last time
        assertThat(record.take().of("reading")).containsExactly(first.bytes(), second.bytes());

        // when
        manager.verify(BotFiles.group(), first.snapshot());

        // then
        long checked = record.take().of("checking in local").getLast();
        assertThat(checked).isBetween((long) SIZE, SIZE + 20_000L);

        // when
        Restored restored = (Restored) manager.restore(
                BotFiles.group(),
                new RestoreRequest(
                        first.snapshot(),
                        new RecoveryTarget.Latest(),
                        false,
                        elsewhere.resolve("to"),
                        BotFiles.CONFIG + "/model.bin"));

        // then
        assertThat(restored.bytes()).isEqualTo(SIZE);
        Steps steps = record.take();
        assertThat(steps.all()).containsOnlyKeys("checking in local", "writing " + elsewhere.resolve("to"));
        assertThat(steps.of("checking in local").getLast()).isEqualTo(checked);
        List<Long> writing = steps.of("writing " + elsewhere.resolve("to"));
        assertThat(writing.getLast()).isBetween((long) SIZE, writing.getFirst());
    }

    private record Steps(Map<String, List<Long>> all) {
        List<Long> of(String step) {
            return all.getOrDefault(step, List.of());
        }
    }

    /** By step: how much there would be, and how much there was. */
    private static final class Recorded implements Progress {

        private final Map<String, List<Long>> steps = new LinkedHashMap<>();
        private String step = "";

        @Override
        public synchronized void begin(String name, long bytes) {
            step = name;
            steps.put(name, new ArrayList<>(List.of(bytes, 0L)));
        }

        @Override
        public synchronized void add(long bytes) {
            List<Long> counts = steps.get(step);
            if (counts != null) {
                counts.set(1, counts.get(1) + bytes);
            }
        }

        synchronized Steps take() {
            Steps taken = new Steps(new LinkedHashMap<>(steps));
            steps.clear();
            step = "";
            return taken;
        }
    }
}
