package io.lifeboat.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** On the catalog that is delivered, with two folders for places. */
class ExpiryCliTest extends CliFixture {

    @Test
    void shouldSayWhyASnapshotIsKeptAndWhatIsRemoved() {
        // given
        run("take");
        out.getBuffer().setLength(0);

        // then
        assertThat(run("explain")).isZero();
        assertThat(out.toString())
                .contains(
                        "local: 1 snapshots of configuration",
                        "the catalog has no 'keep' for it, so nothing is removed");
        out.getBuffer().setLength(0);
        assertThat(run("explain", "--json")).isZero();
        assertThat(out.toString()).contains("\"place\" : \"offsite\"", "\"kept\" : true", "\"gaps\" : [ ]");
        assertThat(run("expire", "--dry-run")).isZero();
        assertThat(run("expire")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldHoldAndRelease() {
        // given
        run("take");
        String snapshot = snapshots().getFirst();

        // then
        assertThat(run("hold", snapshot, "--reason", "for the court", "--by", "ada", "--until", "2999-01-01T00:00:00Z"))
                .isZero();
        assertThat(run("release", snapshot, "--by", "bob")).isEqualTo(BackupCli.NOTHING_FOUND);
        assertThat(run("release", snapshot, "--by", "ada")).isZero();
        assertThat(run("hold", snapshot, "--reason", "x", "--until", "tomorrow"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("hold", "20010101T000000000Z-00000000", "--reason", "x")).isEqualTo(BackupCli.NOTHING_FOUND);
    }

    @Test
    void shouldCompareTwoSnapshots() throws IOException {
        // given
        run("take");
        Path config = folder.resolve("hosts/api-server" + BotFiles.CONFIG);
        Files.writeString(config.resolve("config.yaml"), "changed");
        Files.writeString(config.resolve("new.yaml"), "new");
        run("take");
        List<String> snapshots = snapshots();
        out.getBuffer().setLength(0);

        // then
        assertThat(run("diff", snapshots.getFirst(), snapshots.getLast())).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains(".yaml")))
                .containsExactly(
                        "~ api-server:" + BotFiles.CONFIG + "/config.yaml",
                        "+ api-server:" + BotFiles.CONFIG + "/new.yaml");
        assertThat(run("cat", snapshots.getFirst(), BotFiles.CONFIG + "/config.yaml"))
                .as("two hosts have it")
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("several hosts have", "api-server:" + BotFiles.CONFIG);
    }

    @Test
    void shouldVerifyASample() throws IOException {
        // given
        run("take");
        assertThat(run("verify", "--all", "--sample", "5%")).isZero();
        assertThat(out.toString()).contains("local: read 1 of 1 packs", "offsite: read 1 of 1 packs");
        assertThat(run("verify", "--sample", "5%")).isEqualTo(CommandLine.ExitCode.USAGE);

        // when
        try (Stream<Path> files = Files.walk(folder.resolve("local/packs"))) {
            Files.write(files.filter(Files::isRegularFile).findFirst().orElseThrow(), new byte[10]);
        }

        // then
        assertThat(run("verify", "--all", "--sample", "5")).isEqualTo(BackupCli.DAMAGED);
    }
}
