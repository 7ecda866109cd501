package io.lifeboat.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BotFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** On the catalog that is delivered, with two folders for places. */
class BackupCliTest extends CliFixture {

    @Test
    void shouldTakeListAndVerifyWithNothingButTheRepositories() {
        // when
        assertThat(run("take")).isZero();
        assertThat(run("list", "--component", "configuration")).isZero();
        assertThat(run("verify")).isZero();

        // then
        assertThat(err.toString()).isEmpty();
        String[] lines = out.toString().split("\\R");
        assertThat(lines).hasSize(3);
        String snapshot = lines[1];
        assertThat(lines[0]).isEqualTo(snapshot + ": 2 files, 24 bytes, in [local, offsite]");
        assertThat(lines[2]).isEqualTo(snapshot + ": 2 files are whole in [local, offsite]");
        assertThat(run("verify", snapshot)).isZero();
    }

    @Test
    void shouldRehearseEverythingInAFolderOfItsOwn() throws IOException {
        // given
        Path play = Files.createDirectory(folder.resolve("play"));

        // when
        assertThat(run("rehearse", play.toString())).isZero();

        // then
        assertThat(play.resolve("host/data/small-0")).exists();
        assertThat(folder.resolve("local")).doesNotExist();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldListForMachines() {
        // when
        assertThat(run("list", "--json", "--component", "configuration")).isZero();
        run("take");
        run("list", "--json", "--component", "configuration");
        run("list", "--json");

        // then
        String[] lines = out.toString().split("\\R");
        assertThat(lines).hasSize(4);
        assertThat(lines[0]).isEqualTo("[]");
        String id = lines[1].substring(0, lines[1].indexOf(':'));
        assertThat(lines[2]).isEqualTo("[\"" + id + "\"]");
        assertThat(lines[3]).isEqualTo("[{\"component\":\"configuration\",\"id\":\"" + id + "\"}]");
    }

    @Test
    void shouldSayWhatIsDamagedAndWhere() throws IOException {
        // given
        run("take");
        String snapshot = snapshots().getFirst();
        try (Stream<Path> files = Files.walk(folder.resolve("offsite/manifests"))) {
            Files.writeString(files.filter(Files::isRegularFile).findFirst().orElseThrow(), "{}");
        }

        // when
        int status = run("verify");

        // then
        assertThat(status).isEqualTo(BackupCli.DAMAGED);
        assertThat(err.toString())
                .contains("offsite: snapshot " + snapshot + ": the manifest", "it is whole in [local]");
    }

    @Test
    void shouldRefuseWhatIsNoSnapshot() {
        assertThat(run("verify", "../../etc")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("'../../etc' is no id of a snapshot");
    }

    @Test
    void shouldRestoreByIdWithoutBeingToldTheComponent() throws IOException {
        // given
        run("take");
        String snapshot = snapshots().getFirst();
        Path config = folder.resolve("hosts/api-server" + BotFiles.CONFIG + "/config.yaml");
        Files.writeString(config, "broken");

        // then
        assertThat(run("restore", "--backup-id", snapshot)).isEqualTo(BackupCli.TARGET_NOT_EMPTY);
        assertThat(err.toString()).contains("--force");
        assertThat(config).hasContent("broken");
        assertThat(run("restore", "--backup-id=" + snapshot, "--force")).isZero();
        assertThat(config).hasContent("api-server");
        assertThat(out.toString()).contains("what was there is kept: api-server:" + BotFiles.CONFIG);
    }

    @Test
    void shouldRestoreNothingThatIsNotNamed() {
        assertThat(run("restore", "--component=configuration")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("restore", "--component=nothing", "--latest")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "the catalog has no backup 'nothing'",
                        "[configuration, database, historical-trades, trading-data]");
    }

    @Test
    void shouldSayInOneLineThatThereIsNoCatalog() {
        assertThat(run("list", "--catalog", folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("nowhere").doesNotContain("\tat ");
    }

    @Test
    void shouldMakeCheckAndHealTheRepositories() throws IOException {
        // given
        assertThat(run("repo", "check")).isEqualTo(BackupCli.NOTHING_FOUND);
        assertThat(err.toString()).contains("local: there is no repository yet");
        assertThat(run("repo", "init")).isZero();
        assertThat(out.toString()).contains("local: ready, encrypted", "offsite: ready, encrypted");
        run("take");
        assertThat(run("repo", "check")).isZero();
        assertThat(out.toString()).contains("offsite: 1 snapshots, 1 packs, and 0 that nothing needs");

        // when
        try (Stream<Path> files = Files.walk(folder.resolve("local/packs"))) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }

        // then
        assertThat(run("repo", "check")).isEqualTo(BackupCli.DAMAGED);
        assertThat(run("verify", "--all", "--files")).isEqualTo(BackupCli.DAMAGED);
        assertThat(run("repo", "heal")).isZero();
        assertThat(out.toString()).contains("healed: 1 packs, 0 manifests");
        assertThat(run("verify", "--all", "--files")).isZero();
    }

    @Test
    void shouldOpenWithAnyOfItsKeysUntilItIsRemoved() throws IOException {
        // given
        run("take");
        Files.write(
                folder.resolve("second.key"), "another key, as long as it must be".getBytes(StandardCharsets.UTF_8));
        assertThat(run("repo", "key", "add", "--new-key", "file:" + folder.resolve("second.key"), "--label", "safe"))
                .isZero();
        assertThat(run("repo", "key", "rotate")).isZero();
        run("take");

        // when
        key = "second.key";
        out.getBuffer().setLength(0);
        assertThat(run("verify", "--all")).isZero();
        assertThat(run("repo", "key", "list")).isZero();
        String first = out.toString()
                .lines()
                .filter(line -> line.startsWith("local: ") && line.contains("'first'"))
                .findFirst()
                .orElseThrow()
                .split(" ")[1];
        assertThat(run("repo", "key", "remove", first)).isZero();

        // then
        assertThat(run("verify", "--all")).isZero();
        key = "backup.key";
        assertThat(run("verify")).isEqualTo(BackupCli.WRONG_KEY);
        assertThat(run("take")).isEqualTo(BackupCli.WRONG_KEY);
        assertThat(err.toString()).contains("local: none of its 1 key slots opens with a key file");
    }

    @Test
    void shouldListWhatIsInASnapshot() {
        // given
        run("take");
        String snapshot = snapshots().getFirst();

        // then
        assertThat(run("ls", snapshot)).isZero();
        assertThat(out.toString())
                .containsPattern("FILE +\\d{4} +10 \\S+ api-server:" + BotFiles.CONFIG + "/config.yaml");
        assertThat(run("ls", "20010101T000000000Z-00000000")).isEqualTo(BackupCli.NOTHING_FOUND);
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithTheKey() {
        key = "nowhere.key";
        assertThat(run("take")).isEqualTo(BackupCli.WRONG_KEY);
        assertThat(err.toString().strip())
                .isEqualTo("LIFEBOAT_BACKUP_KEY: can't read the key file " + folder.resolve("nowhere.key")
                        + ": NoSuchFileException");
    }

    @Test
    void shouldNotRepeatASecretThatIsNoReference() {
        assertThat(BackupCli.line(Map.of(
                                "LIFEBOAT_BACKUP_KEY",
                                "hunter2",
                                "LIFEBOAT_CATALOG",
                                folder.resolve("catalog").toString()))
                        .setErr(new PrintWriter(err, true))
                        .execute("take"))
                .isEqualTo(BackupCli.WRONG_KEY);
        assertThat(err.toString())
                .contains("LIFEBOAT_BACKUP_KEY is neither file:/path")
                .doesNotContain("hunter2");
    }
}
