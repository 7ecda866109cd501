package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.repository.MemoryStore;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotStore;
import io.lifeboat.backup.repository.SnapshotUpload;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupManagerTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @TempDir
    Path bot;

    private final MutableClock clock = new MutableClock(NOW);
    private final MemoryStore local = new MemoryStore("local");
    private final MemoryStore offsite = new MemoryStore("offsite");

    @BeforeEach
    void write() throws IOException {
        BotFiles.write(bot);
    }

    @Test
    void shouldTakeEveryFileToEveryPlaceAndReadItBack() throws IOException {
        // when
        Taken taken = (Taken) manager(local, offsite).take(BotFiles.group());

        // then
        assertThat(taken.files()).isEqualTo(5);
        assertThat(taken.bytes()).isEqualTo(2_200 + 2 + 9 + 28);
        assertThat(taken.places()).containsExactly("local", "offsite");
        assertThat(taken.startedAt()).isEqualTo(NOW);
        byte[] body = local.object(taken.snapshot(), "snapshot.tar.zst");
        assertThat(offsite.object(taken.snapshot(), "snapshot.tar.zst")).isEqualTo(body);
        assertThat(taken.sha256()).isEqualTo(Sha256.of(body));
        assertThat(taken.storedBytes()).isEqualTo(body.length);
        Manifest manifest = ManifestCodec.decode(local.object(taken.snapshot(), "manifest.json"));
        assertThat(manifest.entries())
                .filteredOn(entry -> entry.path().endsWith("broker.key"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.mode()).isEqualTo("0640");
                    assertThat(entry.sha256())
                            .isEqualTo(Sha256.of("not a key".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                });
        assertThat(manifest.entries())
                .filteredOn(entry -> entry.type() == Entry.Type.LINK)
                .singleElement()
                .satisfies(entry -> assertThat(entry.target()).isEqualTo("../outside.yaml"));
    }

    @Test
    void shouldVerifyTheNewestUnlessOneIsNamed() {
        // given
        BackupManager manager = manager(local, offsite);
        Taken first = (Taken) manager.take(BotFiles.group());
        clock.advance(Duration.ofDays(1));
        Taken second = (Taken) manager.take(BotFiles.group());

        // then
        assertThat(manager.verify(BotFiles.group(), null))
                .isEqualTo(new Verified(second.snapshot(), 5, List.of("local", "offsite")));
        assertThat(manager.verify(BotFiles.group(), first.snapshot()))
                .isEqualTo(new Verified(first.snapshot(), 5, List.of("local", "offsite")));
    }

    @Test
    void shouldFailWhereThereIsNothingToVerify() {
        // given
        String unknown = SnapshotId.create(NOW);

        // then
        assertThat(manager(local).verify(BotFiles.group(), null))
                .isEqualTo(new Failed(null, "there is no snapshot of configuration", List.of()));
        assertThat(manager(local).verify(BotFiles.group(), unknown))
                .isEqualTo(new Failed(unknown, "local: has no snapshot " + unknown, List.of()));
    }

    @Test
    void shouldFailNamingAMissingSource() throws IOException {
        // given
        Files.delete(bot.resolve("trading-server/etc/supervisor/engine.conf"));

        // when
        Failed failed = (Failed) manager(local, offsite).take(BotFiles.group());

        // then
        assertThat(failed.reason()).startsWith("trading-server:/etc/supervisor/engine.conf is missing");
        assertThat(failed.committedIn()).isEmpty();
        assertThat(local.traces()).isEmpty();
        assertThat(offsite.traces()).isEmpty();
    }

    @Test
    void shouldFailNamingASourceThatIsALink() throws IOException {
        // given
        Path file = bot.resolve("trading-server/etc/supervisor/engine.conf");
        Files.delete(file);
        Files.createSymbolicLink(file, bot.resolve("elsewhere.conf"));

        // then
        assertThat(((Failed) manager(local).take(BotFiles.group())).reason())
                .startsWith("trading-server:/etc/supervisor/engine.conf is a link");
    }

    @Test
    void shouldKeepTheSnapshotInTheOtherPlaceWhenOneIsDead() {
        // given
        SnapshotStore dead = new FaultyStore(offsite) {
            @Override
            public SnapshotUpload begin(String group, String snapshot) throws IOException {
                throw new IOException("offsite: connection refused");
            }
        };

        // when
        Failed failed = (Failed) manager(local, dead).take(BotFiles.group());

        // then
        assertThat(failed.reason()).isEqualTo("offsite: connection refused");
        assertThat(failed.committedIn()).containsExactly("local");
        assertThat(local.snapshots("configuration")).containsExactly(failed.snapshot());
    }

    @Test
    void shouldKeepTheSnapshotInTheOtherPlaceWhenOneTakesNothingAnyMore() throws IOException {
        // given
        Files.write(bot.resolve("trading-server/etc/supervisor/engine.conf"), noise(20 << 20));
        CountDownLatch never = new CountDownLatch(1);
        SnapshotStore stuck = new FaultyStore(offsite) {
            @Override
            public SnapshotUpload begin(String group, String snapshot) throws IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException("offsite: interrupted", e);
                }
                return super.begin(group, snapshot);
            }
        };

        // when
        Failed failed = (Failed) BotFiles.manager(bot, clock, Duration.ofMillis(300), local, stuck)
                .take(BotFiles.group());

        // then
        assertThat(failed.reason()).startsWith("offsite: has taken no data for");
        assertThat(failed.committedIn()).containsExactly("local");
    }

    @Test
    void shouldFailWhenNoPlaceTakesIt() {
        // given
        SnapshotStore dead = new FaultyStore(local) {
            @Override
            public SnapshotUpload begin(String group, String snapshot) throws IOException {
                throw new IOException("local: no space left on device");
            }
        };

        // when
        Failed failed = (Failed) manager(dead).take(BotFiles.group());

        // then
        assertThat(failed.reason()).contains("local: no space left on device");
        assertThat(failed.committedIn()).isEmpty();
    }

    @Test
    void shouldNeverCommitWhatCannotBeReadBack() {
        // given
        SnapshotStore lying = new FaultyStore(offsite) {
            @Override
            public java.io.InputStream open(String group, String snapshot) throws IOException {
                byte[] body = super.open(group, snapshot).readAllBytes();
                body[body.length / 2] ^= 1;
                return new java.io.ByteArrayInputStream(body);
            }
        };

        // when
        Failed failed = (Failed) manager(local, lying).take(BotFiles.group());

        // then
        assertThat(failed.reason()).startsWith("offsite: snapshot " + failed.snapshot());
        assertThat(failed.committedIn()).containsExactly("local");
        assertThat(offsite.snapshots("configuration")).isEmpty();
    }

    @Test
    void shouldNoticeAFlippedBitAnywhere() {
        // given
        BackupManager manager = manager(local, offsite);
        Taken taken = (Taken) manager.take(BotFiles.group());

        for (String name : List.of("snapshot.tar.zst", "manifest.json")) {
            byte[] good = local.object(taken.snapshot(), name);
            for (int at = 0; at < good.length; at++) {
                // when
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << at % 8);
                local.replace(taken.snapshot(), name, bad);

                // then
                assertThat(manager.verify(BotFiles.group(), taken.snapshot()))
                        .as("%s, byte %d", name, at)
                        .isInstanceOfSatisfying(Failed.class, failed -> {
                            assertThat(failed.reason()).startsWith("local: snapshot " + taken.snapshot() + ": ");
                            assertThat(failed.committedIn()).containsExactly("offsite");
                        });
            }
            local.replace(taken.snapshot(), name, good);
        }
        assertThat(manager.verify(BotFiles.group(), taken.snapshot())).isInstanceOf(Verified.class);
    }

    @Test
    void shouldNoticeWhatIsCutOffOrAppended() {
        // given
        BackupManager manager = manager(local);
        Taken taken = (Taken) manager.take(BotFiles.group());
        byte[] good = local.object(taken.snapshot(), "snapshot.tar.zst");

        for (int length : new int[] {0, 1, good.length / 2, good.length - 1, good.length + 1}) {
            // when
            local.replace(taken.snapshot(), "snapshot.tar.zst", java.util.Arrays.copyOf(good, length));

            // then
            assertThat(manager.verify(BotFiles.group(), taken.snapshot()))
                    .as("%d of %d bytes", length, good.length)
                    .isInstanceOf(Failed.class);
        }
    }

    @Test
    void shouldSweepOnlyWhatACrashHasLeftLongAgo() throws IOException {
        // given
        SnapshotUpload crashed = local.begin("configuration", SnapshotId.create(NOW.minus(Duration.ofDays(2))));
        crashed.finishBody();
        String running = SnapshotId.create(NOW.minus(Duration.ofHours(1)));
        local.begin("configuration", running).finishBody();

        // when
        Taken taken = (Taken) manager(local).take(BotFiles.group());

        // then
        assertThat(local.traces()).containsExactly(running, taken.snapshot());
        assertThat(local.snapshots("configuration")).containsExactly(taken.snapshot());
    }

    private BackupManager manager(SnapshotStore... stores) {
        return BotFiles.manager(bot, clock, Duration.ofSeconds(10), stores);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new java.util.Random(1).nextBytes(bytes);
        return bytes;
    }
}
