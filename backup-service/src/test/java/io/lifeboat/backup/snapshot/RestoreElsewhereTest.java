package io.lifeboat.backup.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BackupOutcome.Cause;
import io.lifeboat.backup.snapshot.BackupOutcome.Failed;
import io.lifeboat.backup.snapshot.BackupOutcome.Restored;
import io.lifeboat.backup.snapshot.BackupOutcome.Taken;
import io.lifeboat.backup.store.MemoryObjectStore;
import io.lifeboat.backup.wal.RecoveryTarget;
import io.lifeboat.testing.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Into a folder, and of a part. */
class RestoreElsewhereTest {

    private static final String FILE = BotFiles.CONFIG + "/api_config.yaml";

    @TempDir
    Path bot;

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T02:00:00Z"));
    private final MemoryObjectStore local = new MemoryObjectStore("local", clock);
    private BackupManager manager;
    private String snapshot;

    @BeforeEach
    void take() throws IOException {
        BotFiles.write(bot);
        Files.writeString(
                Files.createDirectories(config().resolve("conf.d/deep")).resolve("one.yaml"), "one");
        manager = BotFiles.manager(bot, clock, Duration.ofSeconds(10), local);
        snapshot = ((Taken) manager.take(BotFiles.group())).snapshot();
        Files.writeString(config().resolve("api_config.yaml"), "changed since");
    }

    @Test
    void shouldRestoreIntoAFolderAndTouchNothingElse() throws IOException {
        // when
        Restored restored = (Restored) restore("all", null, false);

        // then
        Path to = folder.resolve("all");
        assertThat(to.resolve("api-server" + FILE)).content().startsWith("port: 8000");
        assertThat(to.resolve("trading-server/etc/supervisor/engine.conf")).exists();
        assertThat(restored.files()).isEqualTo(6);
        assertThat(restored.replaced()).isEmpty();
        assertThat(config().resolve("api_config.yaml")).hasContent("changed since");
        assertThat(folder).isDirectoryNotContaining("glob:**.all.*");
    }

    @Test
    void shouldRefuseAFolderInWhichSomethingIsUnlessToldTo() throws IOException {
        // given
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(Files.createDirectory(folder.resolve("full")).resolve("mine"), "mine");

        // then
        assertThat(restore("empty", null, false)).isInstanceOf(Restored.class);
        assertThat(((Failed) restore("full", null, false)).cause()).isEqualTo(Cause.TARGET_NOT_EMPTY);
        assertThat(folder.resolve("full/mine")).exists();
        Restored restored = (Restored) restore("full", null, true);
        assertThat(restored.replaced())
                .containsExactly(folder.resolve("full.replaced-by-" + snapshot).toString());
        assertThat(folder.resolve("full.replaced-by-" + snapshot + "/mine")).hasContent("mine");
        assertThat(folder.resolve("full/mine")).doesNotExist();
    }

    @Test
    void shouldRestoreOneFileOrFolderIntoAFolder() throws IOException {
        // when
        Restored file = (Restored) restore("file", "api-server:" + FILE, false);
        Restored part = (Restored) restore("part", BotFiles.CONFIG + "/conf.d/", false);

        // then
        assertThat(file.files()).isEqualTo(1);
        assertThat(folder.resolve("file/api_config.yaml")).content().startsWith("port: 8000");
        assertThat(part.files()).isEqualTo(1);
        assertThat(folder.resolve("part/deep/one.yaml")).hasContent("one");
    }

    @Test
    void shouldPutOneFileBackAndKeepWhatWasThereOutOfTheSource() throws IOException {
        // then: without being told nothing is replaced
        assertThat(((Failed) restore(null, FILE, false)).cause()).isEqualTo(Cause.TARGET_NOT_EMPTY);

        // when
        Restored restored = (Restored) restore(null, FILE, true);

        // then
        assertThat(config().resolve("api_config.yaml")).content().startsWith("port: 8000");
        String name = "api_config.yaml.replaced-by-" + snapshot;
        assertThat(restored.replaced())
                .containsExactly("api-server:" + BotFiles.CONFIG.replaceFirst("config$", "") + name);
        assertThat(config().resolveSibling(name)).hasContent("changed since");
        assertThat(config().resolve("broker.key")).exists();
    }

    @Test
    void shouldPutBackAFileThatIsGone() throws IOException {
        // given
        Files.delete(config().resolve("broker.key"));

        // then
        assertThat(restore(null, "api-server:" + BotFiles.CONFIG + "/broker.key", false))
                .isInstanceOf(Restored.class);
        assertThat(config().resolve("broker.key")).hasContent("not a key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config().resolve("broker.key"))))
                .isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                BotFiles.CONFIG + "/../../../etc/passwd",
                "api-server:" + BotFiles.CONFIG + "/..",
                BotFiles.CONFIG + "/./api_config.yaml",
                "/opt//forex-trading-bot/config",
                "api_config.yaml",
                "",
                "/etc/passwd",
                "trading-server:" + FILE
            })
    void shouldRefuseAPathThatClimbsOrIsNotInTheSources(String path) {
        for (String to : new String[] {"out", null}) {
            Failed failed = (Failed) restore(to, path, true);
            assertThat(failed.cause()).as(failed.reason()).isEqualTo(Cause.USAGE);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldNotWriteThroughALinkInTheSource() throws IOException {
        // given
        Path real = Files.createDirectories(bot.resolve("elsewhere/deep"));
        Stage.delete(config().resolve("conf.d"));
        Files.createSymbolicLink(config().resolve("conf.d"), bot.resolve("elsewhere"));

        // then
        Failed failed = (Failed) restore(null, BotFiles.CONFIG + "/conf.d/deep/one.yaml", true);
        assertThat(failed.cause()).isEqualTo(Cause.USAGE);
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void shouldSayThatTheSnapshotHasNoSuchFile() {
        Failed failed = (Failed) restore("out", BotFiles.CONFIG + "/nothing.yaml", false);
        assertThat(failed.cause()).isEqualTo(Cause.NOTHING_FOUND);
        assertThat(failed.reason())
                .contains("snapshot " + snapshot + " holds nothing of api-server:" + BotFiles.CONFIG, "'ls'");
    }

    @Test
    void shouldRefuseATargetThatIsALinkOrHasNoFolder() throws IOException {
        // given
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

        // then
        for (String to : new String[] {"link", "no/such"}) {
            Failed failed = (Failed) restore(to, null, true);
            assertThat(failed.cause()).as(failed.reason()).isEqualTo(Cause.USAGE);
        }
    }

    private BackupOutcome restore(@Nullable String to, @Nullable String only, boolean over) {
        Path target = to == null ? null : folder.resolve(to);
        return manager.restore(
                BotFiles.group(), new RestoreRequest(null, new RecoveryTarget.Latest(), over, target, only));
    }

    private Path config() {
        return bot.resolve("api-server" + BotFiles.CONFIG);
    }
}
