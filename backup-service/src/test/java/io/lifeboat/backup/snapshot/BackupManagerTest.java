package io.lifeboat.backup.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.TestKeys;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.repository.FileEntry;
import io.lifeboat.backup.repository.Repository;
import io.lifeboat.backup.repository.SnapshotId;
import io.lifeboat.backup.repository.SnapshotManifest;
import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.snapshot.BackupOutcome.Verified;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.catalog.BackupGroup;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupManagerTest extends TwoPlaces {

    @Test
    void shouldTakeEveryFileToEveryPlaceAndReadItBack() throws IOException {
        // when
        Taken taken = (Taken) manager(local, offsite).take(BotFiles.group());

        // then
        assertThat(taken.files()).isEqualTo(5);
        assertThat(taken.bytes()).isEqualTo(2_200 + 2 + 9 + 28);
        assertThat(taken.places()).containsExactly("local", "offsite");
        assertThat(taken.startedAt()).isEqualTo(NOW);
        SnapshotManifest manifest = manifest(local, taken.snapshot());
        assertThat(manifest(offsite, taken.snapshot())).isEqualTo(manifest);
        assertThat(taken.sha256()).isEqualTo(manifest.sha256());
        assertThat(packs(offsite)).containsExactlyElementsOf(packs(local)).hasSize(1);
        assertThat(taken.storedBytes())
                .isEqualTo(local.get(packs(local).getFirst()).orElseThrow().bytes().length);
        assertThat(manifest.files())
                .filteredOn(entry -> entry.path().endsWith("broker.key"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.mode()).isEqualTo("0640");
                    assertThat(entry.sha256())
                            .isEqualTo(Hash.sha256("not a key".getBytes(UTF_8)).hex());
                });
        assertThat(manifest.files())
                .filteredOn(entry -> entry.type() == FileEntry.Type.LINK)
                .singleElement()
                .satisfies(entry -> assertThat(entry.target()).isEqualTo("../outside.yaml"));
    }

    /** Names, contents, passwords: without the key nothing of it can be seen. */
    @Test
    void shouldShowNothingWithoutTheKey() {
        // when
        manager(local).take(BotFiles.group());

        // then
        local.content()
                .forEach((key, bytes) -> assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(key)
                        .doesNotContain("broker.key", "not a key", "api-server", "8000"));
    }

    @Test
    void shouldRefuseANewRepositoryWithoutAKeyUnlessToldSo() {
        // when
        Failed failed = (Failed) manager(new Encryption(null, false), local).take(BotFiles.group());

        // then
        assertThat(failed.cause()).isEqualTo(Cause.WRONG_KEY);
        assertThat(failed.reason())
                .isEqualTo("local: a new repository is encrypted, and there is no key: set LIFEBOAT_BACKUP_KEY to"
                        + " file:/path or env:NAME, or LIFEBOAT_BACKUP_ENCRYPTION=off");
        assertThat(local.keys()).isEmpty();
        assertThat(manager(TestKeys.OFF, local).take(BotFiles.group())).isInstanceOf(Taken.class);
    }

    /** Who can write to a place could put an open repository where an encrypted one was, and wait. */
    @Test
    void shouldNotWriteToARepositoryThatIsOpenThoughThereIsAKey() {
        // given
        manager(TestKeys.OFF, local).take(BotFiles.group());

        // when
        Failed failed = (Failed) manager(local).take(BotFiles.group());

        // then
        assertThat(failed.cause()).isEqualTo(Cause.WRONG_KEY);
        assertThat(failed.reason()).startsWith("local: the repository is not encrypted");
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

    /** Without it the database can't be brought to where it was. */
    @Test
    void shouldNotCallAPlaceWholeWhoseWalIsDamaged() throws IOException {
        // given
        BackupManager manager = manager(local, offsite);
        Taken taken = (Taken) manager.take(BotFiles.group());
        BackupGroup files = BotFiles.group();
        BackupGroup database = new BackupGroup(
                files.id(),
                files.title(),
                null,
                List.of(new BackupGroup.Source("api-server", BotFiles.CONFIG, "bot")),
                files.places(),
                files.kinds(),
                null);
        byte[] rotten = "rotten".getBytes(UTF_8);
        local.create(
                "wal/4711/00000001/000000010000000000000001-"
                        + Hash.sha256(rotten).hex() + ".zst",
                rotten);

        // then
        for (boolean each : new boolean[] {false, true}) {
            assertThat(manager.verify(database, taken.snapshot(), each))
                    .isInstanceOfSatisfying(Failed.class, failed -> {
                        assertThat(failed.committedIn()).containsExactly("offsite");
                        assertThat(failed.reason()).isEqualTo("local: no WAL can be read");
                        assertThat(failed.cause()).isEqualTo(Cause.DAMAGED);
                    });
        }
        assertThat(manager.verify(files, taken.snapshot())).isInstanceOf(Verified.class);
    }

    @Test
    void shouldFailWhereThereIsNothingToVerify() {
        // given
        String unknown = SnapshotId.create(NOW);

        // then
        assertThat(manager(local).verify(BotFiles.group(), null))
                .isEqualTo(new Failed(null, "there is no snapshot of configuration", List.of(), Cause.NOTHING_FOUND));
        manager(local).take(BotFiles.group());
        assertThat(manager(local).verify(BotFiles.group(), unknown))
                .isEqualTo(new Failed(unknown, "local: has no snapshot " + unknown, List.of(), Cause.NOTHING_FOUND));
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
        assertThat(local.keys()).noneMatch(key -> key.startsWith("manifests/"));
        assertThat(offsite.keys()).noneMatch(key -> key.startsWith("manifests/"));
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
    void shouldNeverCallNothingASnapshot() throws IOException {
        // given: what is left where nothing is mounted
        for (String source : List.of("api-server" + BotFiles.CONFIG, "trading-server/etc/supervisor/engine.conf")) {
            delete(bot.resolve(source));
            Files.createDirectory(bot.resolve(source));
        }

        // then
        assertThat(((Failed) manager(local).take(BotFiles.group())).reason())
                .startsWith("there is not a single file in [api-server:" + BotFiles.CONFIG);
    }

    @Test
    void shouldNotStoreAgainWhatNobodyHasTouched() throws IOException {
        // given: files that have settled
        MutableClock later = new MutableClock(Instant.now().plus(Duration.ofMinutes(1)));
        BackupManager manager = BotFiles.manager(bot, later, Duration.ofSeconds(10), local);
        write("large.bin", new String(noise(300_000), java.nio.charset.StandardCharsets.ISO_8859_1));
        manager.take(BotFiles.group());
        later.advance(Duration.ofHours(1));

        // when
        Taken second = (Taken) manager.take(BotFiles.group());

        // then
        assertThat(second.storedBytes()).isZero();
        assertThat(second.files()).isEqualTo(6);
        assertThat(manager.verify(BotFiles.group(), second.snapshot(), true)).isInstanceOf(Verified.class);

        // when: changed, and as large as before
        write("broker.key", "not a yek");
        later.advance(Duration.ofHours(1));
        Taken third = (Taken) manager.take(BotFiles.group());

        // then
        assertThat(third.storedBytes()).isBetween(1L, 3_000L);
        delete(bot.resolve("api-server" + BotFiles.CONFIG));
        manager.restore(BotFiles.group(), null, true);
        assertThat(bot.resolve("api-server" + BotFiles.CONFIG + "/broker.key")).hasContent("not a yek");
    }

    private static SnapshotManifest manifest(ObjectStore store, String snapshot) throws IOException {
        return Repository.open(store, TestKeys.ENCRYPTED).orElseThrow().manifest(BotFiles.GROUP, snapshot);
    }
}
