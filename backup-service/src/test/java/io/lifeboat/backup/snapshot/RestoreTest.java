package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.key.Encryption;
import io.lifeboat.backup.key.KeySource;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.ForwardingStore;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.store.ObjectStore;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {

    private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

    @TempDir
    Path bot;

    private final MutableClock clock = new MutableClock(NOW);
    private final MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private final MemoryObjectStore offsite = new MemoryObjectStore("offsite", clock);
    private BackupManager manager;
    private String snapshot;
    private Map<String, String> before;

    @BeforeEach
    void take() throws IOException {
        BotFiles.write(bot);
        manager = BotFiles.manager(bot, clock, Duration.ofSeconds(10), local, offsite);
        snapshot = ((Taken) manager.take(BotFiles.group())).snapshot();
        before = contents();
    }

    @Test
    void shouldPutEverythingBackAndKeepWhatWasThere() throws IOException {
        // given
        Path config = config();
        Files.writeString(config.resolve("api_config.yaml"), "port: nonsense\n");
        Files.delete(config.resolve("broker.key"));
        Files.writeString(config.resolve("new.yaml"), "was not there");

        // when
        Restored restored = (Restored) manager.restore(BotFiles.group(), null, true);

        // then
        assertThat(restored.snapshot()).isEqualTo(snapshot);
        assertThat(restored.place()).isEqualTo("local");
        assertThat(restored.takenAt()).isEqualTo(NOW);
        assertThat(restored.dataAsOf()).isEqualTo(NOW);
        assertThat(restored.files()).isEqualTo(5);
        assertThat(restored.replaced()).hasSize(2);
        assertThat(contents()).containsAllEntriesOf(before);
        assertThat(config.resolve("new.yaml")).doesNotExist();
        assertThat(config.resolveSibling("config.replaced-by-" + snapshot + "/new.yaml"))
                .hasContent("was not there");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config.resolve("broker.key"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void shouldKeepEveryStateThatItReplaces() throws IOException {
        for (int i = 0; i < 3; i++) {
            // when
            Files.writeString(config().resolve("api_config.yaml"), "state " + i);
            manager.restore(BotFiles.group(), snapshot, true);
        }

        // then
        for (String name : new String[] {"", "-2", "-3"}) {
            assertThat(config().resolveSibling("config.replaced-by-" + snapshot + name + "/api_config.yaml"))
                    .content()
                    .startsWith("state ");
        }
    }

    @Test
    void shouldReplaceNothingUnlessToldTo() throws IOException {
        // when
        Failed failed = (Failed) manager.restore(BotFiles.group(), null, false);

        // then
        assertThat(failed.reason()).startsWith("api-server:" + BotFiles.CONFIG).contains("--force");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void shouldAskTheNextPlaceWhereOneIsDamagedAndSaySo() throws IOException {
        // given
        damage(local);

        // when
        Restored restored = (Restored) manager.restore(BotFiles.group(), snapshot, true);

        // then
        assertThat(restored.place()).isEqualTo("offsite");
        assertThat(restored.detail()).startsWith("local: snapshot " + snapshot);
        assertThat(contents()).containsAllEntriesOf(before);
    }

    @Test
    void shouldReplaceNothingWhereNoPlaceHasItWhole() throws IOException {
        // given
        damage(local);
        damage(offsite);

        // then
        assertThat(((Failed) manager.restore(BotFiles.group(), null, true)).reason())
                .startsWith("no place has a whole snapshot of configuration");
        assertThat(contents()).isEqualTo(before);
    }

    /** Good while it is checked, damaged when it is read again to be written: at every one of its bytes. */
    @Test
    void shouldReplaceNothingWhereTheSnapshotRotsWhileItIsRestored() throws IOException {
        String pack = pack(local);
        int length = local.get(pack).orElseThrow().bytes().length;
        int step = Boolean.getBoolean("lifeboat.long") ? 1 : Math.max(1, length / 60);
        for (int at = 0; at < length; at += step) {
            // given
            int rotten = at;
            ObjectStore rotting = new ForwardingStore(local) {
                @Override
                public byte[] range(String key, long offset, int size) throws IOException {
                    byte[] bytes = super.range(key, offset, size);
                    if (offset <= rotten && rotten < offset + size) {
                        bytes[(int) (rotten - offset)] ^= 1;
                    }
                    return bytes;
                }
            };

            // when
            BackupOutcome outcome = BotFiles.manager(bot, clock, Duration.ofSeconds(10), rotting)
                    .restore(BotFiles.group(), snapshot, true);

            // then: whatever was flipped, the files are those of the snapshot, or were not touched
            if (outcome instanceof Failed failed) {
                assertThat(failed.reason()).as("byte %d", at).startsWith("nothing was replaced: ");
                assertThat(contents()).as("byte %d", at).isEqualTo(before);
            } else {
                assertThat(contents()).as("byte %d", at).containsAllEntriesOf(before);
                before = contents();
            }
        }
    }

    @Test
    void shouldBeginAnewWhereACrashHasLeftAPart() throws IOException {
        // given
        Path part = Files.createDirectories(config().resolveSibling(".config.restoring"));
        Files.writeString(part.resolve("half.yaml"), "half");

        // when
        manager.restore(BotFiles.group(), snapshot, true);

        // then
        assertThat(contents()).containsAllEntriesOf(before);
        assertThat(part).doesNotExist();
        assertThat(config().resolve("half.yaml")).doesNotExist();
    }

    @Test
    void shouldFallBackToTheTwinWhereTheSnapshotRotsWhileItIsRestored() throws IOException {
        // given
        ObjectStore rotting = new ForwardingStore(local) {
            @Override
            public byte[] range(String key, long offset, int size) throws IOException {
                byte[] bytes = super.range(key, offset, size);
                bytes[size / 2] ^= 1;
                return bytes;
            }
        };

        // when
        Restored restored = (Restored) BotFiles.manager(bot, clock, Duration.ofSeconds(10), rotting, offsite)
                .restore(BotFiles.group(), null, true);

        // then
        assertThat(restored.place()).isEqualTo("offsite");
        assertThat(restored.detail()).startsWith("local: pack ");
        assertThat(contents()).containsAllEntriesOf(before);
    }

    @Test
    void shouldTakeAnOlderOneOnlyWhereNoneWasNamedAndSaySo() throws IOException {
        // given
        clock.advance(Duration.ofHours(1));
        Files.writeString(config().resolve("api_config.yaml"), "port: 9000\n".repeat(200));
        String newer = ((Taken) manager.take(BotFiles.group())).snapshot();
        for (MemoryObjectStore store : List.of(local, offsite)) {
            store.spoil(manifest(store, newer), new byte[100]);
        }

        // then
        assertThat(manager.restore(BotFiles.group(), newer, true)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).contains("local: snapshot " + newer, "offsite: snapshot " + newer);
            assertThat(failed.cause()).isEqualTo(BackupOutcome.Cause.DAMAGED);
        });
        Restored restored = (Restored) manager.restore(BotFiles.group(), null, true);
        assertThat(restored.snapshot()).isEqualTo(snapshot);
        assertThat(restored.detail()).contains("local: snapshot " + newer);
        assertThat(contents()).containsAllEntriesOf(before);
    }

    @Test
    void shouldSayThatTheKeyIsAnother() throws IOException {
        // given
        Encryption other = new Encryption(new KeySource.File(new byte[33]), false);

        // when
        Failed failed = (Failed) BotFiles.manager(other, bot, clock, Duration.ofSeconds(10), local, offsite)
                .restore(BotFiles.group(), null, true);

        // then
        assertThat(failed.cause()).isEqualTo(BackupOutcome.Cause.WRONG_KEY);
        assertThat(failed.reason()).contains("local: none of its 1 key slots opens with a key file");
        assertThat(contents()).isEqualTo(before);
    }

    private static String pack(MemoryObjectStore store) {
        return store.keys().stream()
                .filter(key -> key.startsWith("packs/"))
                .findFirst()
                .orElseThrow();
    }

    private static String manifest(MemoryObjectStore store, String id) {
        return store.keys().stream().filter(key -> key.contains(id)).findFirst().orElseThrow();
    }

    private static void damage(MemoryObjectStore store) throws IOException {
        byte[] bytes = store.get(pack(store)).orElseThrow().bytes();
        bytes[bytes.length / 2] ^= 1;
        store.spoil(pack(store), bytes);
    }

    private Path config() {
        return bot.resolve("api-server" + BotFiles.CONFIG);
    }

    /** By path: a file's bytes, a link's target. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(bot)) {
            for (Path file : all.toList()) {
                if (Files.isSymbolicLink(file)) {
                    contents.put(file.toString(), "-> " + Files.readSymbolicLink(file));
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    contents.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        return contents;
    }
}
