package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.expiry.Expired;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.ForwardingStore;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.catalog.BackupGroup.Keep;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots in a place with locks, and their expiry. */
class ObjectLockTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @TempDir
    Path bot;

    private final MutableClock clock = new MutableClock(NOW);
    private final Locked store = new Locked(clock);

    @BeforeEach
    void write() throws IOException {
        BotFiles.write(bot);
    }

    @Test
    void shouldLockASnapshotForAsLongAsTheRulesKeepItForCertain() throws IOException {
        // given: kept for ten days
        BackupManager manager = manager();

        // when
        Taken first = (Taken) manager.take(group());

        // then: a day, because another of this day may come in its place
        Instant until = NOW.plus(Duration.ofDays(1));
        assertThat(store.lockedUntil(manifest(first))).contains(until);
        assertThat(store.locks.keySet()).anyMatch(key -> key.startsWith("packs/"));

        // when: what is used again is held for the newer one
        clock.advance(Duration.ofDays(1));
        Taken second = (Taken) manager.take(group());

        // then
        Instant later = store.lockedUntil(manifest(second)).orElseThrow();
        assertThat(later).isAfter(until);
        for (String pack : packs(second)) {
            assertThat(store.locks.get(pack)).as(pack).isAfterOrEqualTo(later);
        }
        assertThat(store.lockedUntil(manifest(first)).orElseThrow())
                .as("it was the last of its day: at the earliest when ten later days have one")
                .isBetween(NOW.plus(Duration.ofDays(8)), NOW.plus(Duration.ofDays(11)));
    }

    @Test
    void shouldSkipWhatIsLockedAndSayUntilWhen() throws IOException {
        // given: ten days, and a lock that somebody has made longer
        BackupManager manager = manager();
        Taken first = (Taken) manager.take(group());
        Instant until = NOW.plus(Duration.ofDays(30));
        store.lock(manifest(first), until);
        for (int i = 0; i < 14; i++) {
            clock.advance(Duration.ofDays(1));
            Files.writeString(bot.resolve("api-server" + BotFiles.CONFIG + "/api_config.yaml"), "port: " + i);
            manager.take(group());
            manager.expire(group(), false);
        }

        // when
        Expired expired = manager.expire(group(), false).getFirst();

        // then
        assertThat(expired.failure()).isNull();
        assertThat(expired.waits())
                .isEqualTo("snapshot " + first.snapshot() + " is locked until " + until + ": it stays");
        assertThat(manager.snapshots(BotFiles.GROUP)).contains(first.snapshot());
        assertThat(manager.verify(group(), first.snapshot())).isInstanceOf(BackupOutcome.Verified.class);

        // when: each day has one, as before
        while (clock.instant().isBefore(until.plus(Duration.ofDays(2)))) {
            clock.advance(Duration.ofDays(1));
            manager.take(group());
            expired = manager.expire(group(), false).getFirst();
            assertThat(expired.failure()).isNull();
        }

        // then
        assertThat(manager.snapshots(BotFiles.GROUP)).doesNotContain(first.snapshot());
        assertThat(store.refused).as("nobody tries what is locked").isZero();
    }

    private BackupManager manager() {
        return BotFiles.manager(bot, clock, Duration.ofSeconds(10), store);
    }

    private static BackupGroup group() {
        BackupGroup group = BotFiles.group();
        return new BackupGroup(
                group.id(),
                group.title(),
                null,
                group.sources(),
                group.places(),
                List.of(),
                null,
                new Keep(1, 0, 10, 0, 0));
    }

    private static String manifest(Taken taken) {
        return "manifests/%s/%s/%s/%s.json.zst"
                .formatted(
                        BotFiles.GROUP,
                        taken.snapshot().substring(0, 4),
                        taken.snapshot().substring(4, 6),
                        taken.snapshot());
    }

    private List<String> packs(Taken taken) throws IOException {
        return Repository.open(store, TestKeys.ENCRYPTED)
                .orElseThrow()
                .manifest(BotFiles.GROUP, taken.snapshot())
                .packs()
                .stream()
                .map(pack -> "packs/" + pack.hex().substring(0, 2) + "/" + pack.hex() + ".pack")
                .toList();
    }

    /** Nothing that is locked goes. */
    private static final class Locked extends ForwardingStore {

        private final MutableClock clock;
        private final Map<String, Instant> locks = new HashMap<>();
        private int refused;

        Locked(MutableClock clock) {
            super(new MemoryObjectStore("local", clock));
            this.clock = clock;
        }

        @Override
        public synchronized void lock(String key, Instant until) {
            locks.merge(key, until, (a, b) -> a.isAfter(b) ? a : b);
        }

        @Override
        public synchronized Optional<Instant> lockedUntil(String key) {
            return Optional.ofNullable(locks.get(key));
        }

        @Override
        public boolean hasLocks() {
            return true;
        }

        @Override
        public synchronized void delete(String key) throws IOException {
            Instant until = locks.get(key);
            if (until != null && clock.instant().isBefore(until)) {
                refused++;
                throw new IOException("local: AccessDenied");
            }
            super.delete(key);
        }
    }
}
