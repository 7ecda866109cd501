package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.store.ForwardingStore;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Places that are away, full, stuck, rotten, of another key. */
class UnreliablePlacesTest extends TwoPlaces {

    @Test
    void shouldKeepTheSnapshotInTheOtherPlaceWhenOneIsDead() throws IOException {
        // when
        Failed failed = (Failed) manager(local, dead(offsite)).take(BotFiles.group());

        // then
        assertThat(failed.reason()).isEqualTo("offsite: connection refused");
        assertThat(failed.committedIn()).containsExactly("local");
        assertThat(manager(local).snapshots(BotFiles.GROUP)).containsExactly(failed.snapshot());
    }

    @Test
    void shouldCatchUpInAPlaceThatWasAway() throws IOException {
        // given: it has the first, and misses two
        Taken first = (Taken) manager(local, offsite).take(BotFiles.group());
        clock.advance(Duration.ofHours(1));
        write("new.yaml", "second");
        String second = String.valueOf(((Failed) manager(local, dead(offsite)).take(BotFiles.group())).snapshot());
        clock.advance(Duration.ofHours(1));
        write("new.yaml", "third");

        // when
        Taken third = (Taken) manager(local, offsite).take(BotFiles.group());

        // then
        assertThat(third.places()).containsExactly("local", "offsite");
        assertThat(packs(offsite)).containsExactlyElementsOf(packs(local));
        for (String one : List.of(first.snapshot(), second, third.snapshot())) {
            assertThat(manager(local, offsite).verify(BotFiles.group(), one)).isInstanceOf(Verified.class);
        }
        delete(bot.resolve("api-server" + BotFiles.CONFIG));
        Restored restored = (Restored) manager(dead(local), offsite).restore(BotFiles.group(), second, true);
        assertThat(restored.place()).isEqualTo("offsite");
        assertThat(bot.resolve("api-server" + BotFiles.CONFIG + "/new.yaml")).hasContent("second");
    }

    @Test
    void shouldBuildOnTheTwinWhereAPackHasRottedAndMendIt() throws IOException {
        // given
        manager(local, offsite).take(BotFiles.group());
        clock.advance(Duration.ofHours(1));
        flip(local, packs(local).getFirst());

        // when
        Taken second = (Taken) manager(local, offsite).take(BotFiles.group());

        // then
        assertThat(second.places()).containsExactly("local", "offsite");
        assertThat(manager(local).verify(BotFiles.group(), second.snapshot())).isInstanceOf(Verified.class);
    }

    @Test
    void shouldStoreEverythingAgainWhereNothingWholeIsLeftToBuildOn() throws IOException {
        // given
        Taken first = (Taken) manager(local).take(BotFiles.group());
        clock.advance(Duration.ofHours(1));
        for (String pack : packs(local)) {
            flip(local, pack);
        }

        // when
        Taken second = (Taken) manager(local).take(BotFiles.group());

        // then
        assertThat(manager(local).verify(BotFiles.group(), second.snapshot())).isInstanceOf(Verified.class);
        assertThat(manager(local).verify(BotFiles.group(), first.snapshot())).isInstanceOf(Failed.class);
    }

    @Test
    void shouldNotMixPlacesOfDifferentKeys() throws IOException {
        // given
        manager(local).take(BotFiles.group());
        manager(offsite).take(BotFiles.group());

        // when
        Failed failed = (Failed) manager(local, offsite).take(BotFiles.group());

        // then
        assertThat(failed.reason()).startsWith("offsite: its keys are not those of local");
        assertThat(failed.committedIn()).containsExactly("local");
    }

    @Test
    void shouldMakeNoNewKeysWhileThePlaceThatMayHaveThemIsAway() {
        // when
        Failed failed = (Failed) manager(dead(local), offsite).take(BotFiles.group());

        // then
        assertThat(failed.reason()).contains("local: connection refused", "none is made while local can't be asked");
        assertThat(offsite.keys()).isEmpty();
    }

    @Test
    void shouldKeepTheSnapshotInTheOtherPlaceWhenOneTakesNothingAnyMore() throws IOException {
        // given
        Files.write(bot.resolve("trading-server/etc/supervisor/engine.conf"), noise(68 << 20));
        CountDownLatch never = new CountDownLatch(1);
        ObjectStore stuck = new ForwardingStore(offsite) {
            @Override
            public Put create(String key, byte[] bytes) throws IOException {
                try {
                    if (key.startsWith("packs/")) {
                        never.await();
                    }
                } catch (InterruptedException e) {
                    throw new IOException("offsite: interrupted", e);
                }
                return super.create(key, bytes);
            }
        };

        // when
        Failed failed = (Failed) BotFiles.manager(bot, clock, Duration.ofSeconds(4), local, stuck)
                .take(BotFiles.group());

        // then
        assertThat(failed.reason()).startsWith("offsite: has taken no data for");
        assertThat(failed.committedIn()).containsExactly("local");
    }

    @Test
    void shouldFailWhenNoPlaceTakesIt() {
        // given
        ObjectStore full = new ForwardingStore(local) {
            @Override
            public Put create(String key, byte[] bytes) throws IOException {
                throw new IOException("local: no space left on device");
            }
        };

        // when
        Failed failed = (Failed) manager(full).take(BotFiles.group());

        // then
        assertThat(failed.reason()).contains("local: no space left on device");
        assertThat(failed.committedIn()).isEmpty();
    }

    @Test
    void shouldNeverCommitWhatCannotBeReadBack() throws IOException {
        // given
        ObjectStore lying = new ForwardingStore(offsite) {
            @Override
            public Optional<Stored> get(String key) throws IOException {
                Optional<Stored> stored = super.get(key);
                if (key.startsWith("packs/")) {
                    stored.ifPresent(one -> one.bytes()[one.bytes().length / 2] ^= 1);
                }
                return stored;
            }
        };

        // when
        Failed failed = (Failed) manager(local, lying).take(BotFiles.group());

        // then
        assertThat(failed.reason()).startsWith("offsite: pack ").endsWith("does not match its name");
        assertThat(failed.committedIn()).containsExactly("local");
        assertThat(manager(offsite).snapshots(BotFiles.GROUP)).isEmpty();
    }

    private static ObjectStore dead(ObjectStore store) {
        return new ForwardingStore(store) {
            @Override
            public Optional<Stored> get(String key) throws IOException {
                throw new IOException(name() + ": connection refused");
            }

            @Override
            public Page list(String prefix, @Nullable String after) throws IOException {
                throw new IOException(name() + ": connection refused");
            }

            @Override
            public Put create(String key, byte[] bytes) throws IOException {
                throw new IOException(name() + ": connection refused");
            }
        };
    }

    private static void flip(MemoryObjectStore store, String key) throws IOException {
        byte[] bytes = store.get(key).orElseThrow().bytes();
        bytes[bytes.length / 2] ^= 1;
        store.spoil(key, bytes);
    }
}
