package io.lifeboat.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Images of a server, by the same commands as everything else. */
class ImageCliTest extends CliFixture {

    private static final String COMPONENT = "--component=system-images";

    @Test
    void shouldTakeListExplainHoldVerifyAndExpireImagesAsTheRest() throws IOException {
        // given
        takenBy("provider: folder, path: /opt, folder: " + folder.resolve("images"));

        // when
        assertThat(run("take", COMPONENT)).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("list", COMPONENT)).isZero();

        // then
        String snapshot = out.toString().strip();
        assertThat(folder.resolve("images/image-" + snapshot + "/data/forex-trading-bot/config/config.yaml"))
                .hasContent("trading-server");
        out.getBuffer().setLength(0);
        assertThat(run("explain", COMPONENT)).isZero();
        assertThat(out.toString()).contains("local: 1 snapshots of system-images");
        assertThat(run("hold", snapshot, "--reason", "for the court")).isZero();
        assertThat(run("release", snapshot)).isZero();
        assertThat(run("expire", COMPONENT)).isZero();
        assertThat(run("verify", "--all", "--files")).isZero();
        assertThat(err.toString()).isEmpty();

        // when: the provider has lost it
        Files.delete(folder.resolve("images/image-" + snapshot + "/completed"));

        // then
        assertThat(run("verify", snapshot)).isEqualTo(BackupCli.DAMAGED);
        assertThat(err.toString()).contains("the image image-" + snapshot + " is not complete");
    }

    @Test
    void shouldSayThatOnlyTheProviderRestoresIt() throws IOException {
        // given
        takenBy("provider: folder, path: /opt, folder: " + folder.resolve("images"));
        run("take", COMPONENT);

        // then
        assertThat(run("restore", COMPONENT, "--latest")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("nothing was done", "only its provider can restore that: copy ");
        assertThat(run("drill", COMPONENT)).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    /** As it is delivered. */
    @Test
    void shouldHaveNoImagesOfAServerThatNobodyHasNamed() {
        assertThat(run("list", COMPONENT)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("no backup 'system-images' with sources or a known server");
    }

    private void takenBy(String provider) throws IOException {
        Path file = folder.resolve("catalog/backups.yaml");
        String backups = Files.readString(file);
        String known = backups.replaceFirst(
                "image: \\{ host: trading-server, .*}", "image: { host: trading-server, " + provider + " }");
        assertThat(known).isNotEqualTo(backups);
        Files.writeString(file, known);
    }
}
