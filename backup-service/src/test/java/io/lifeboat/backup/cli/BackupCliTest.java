package io.lifeboat.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BotFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On the catalog that is delivered, with two folders for places. */
class BackupCliTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Path delivered = Path.of("../catalog");
        try (Stream<Path> files = Files.walk(delivered)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve("catalog")
                        .resolve(delivered.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.writeString(copy, Files.readString(file).replace("/hosts/", folder + "/hosts/"));
                }
            }
        }
        for (String host : new String[] {"api-server", "trading-server"}) {
            Path config = Files.createDirectories(folder.resolve("hosts/" + host + BotFiles.CONFIG));
            Files.writeString(config.resolve("config.yaml"), host);
        }
    }

    @Test
    void shouldTakeListAndVerifyWithNothingButTheRepositories() {
        // when
        assertThat(run("take")).isZero();
        assertThat(run("list")).isZero();
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
    void shouldSayWhatIsDamagedAndWhere() throws IOException {
        // given
        run("take");
        run("list");
        String snapshot = out.toString().split("\\R")[1];
        Files.writeString(folder.resolve("offsite/configuration/" + snapshot + "/manifest.json"), "{}");

        // when
        int status = run("verify");

        // then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .contains("offsite: snapshot " + snapshot + ": manifest.json", "it is whole in [local]");
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
        run("list");
        String snapshot = out.toString().split("\\R")[1];
        Path config = folder.resolve("hosts/api-server" + BotFiles.CONFIG + "/config.yaml");
        Files.writeString(config, "broken");

        // then
        assertThat(run("restore", "--backup-id", snapshot)).isEqualTo(1);
        assertThat(err.toString()).contains("--force");
        assertThat(config).hasContent("broken");
        assertThat(run("restore", "--backup-id=" + snapshot, "--force")).isZero();
        assertThat(config).hasContent("api-server");
        assertThat(out.toString()).contains("what was there is kept: api-server:" + BotFiles.CONFIG);
    }

    @Test
    void shouldRestoreNothingThatIsNotNamed() {
        assertThat(run("restore", "--component=configuration")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("restore", "--component=nothing", "--latest")).isEqualTo(1);
        assertThat(err.toString())
                .contains("the catalog has no backup 'nothing'", "[configuration, database, trading-data]");
    }

    @Test
    void shouldSayInOneLineThatThereIsNoCatalog() {
        assertThat(run("list", "--catalog", folder.resolve("nowhere").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("nowhere").doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        Map<String, String> environment = Map.of(
                "LIFEBOAT_CATALOG", folder.resolve("catalog").toString(),
                "LIFEBOAT_BACKUP_PLACES_LOCAL", folder.resolve("local").toString(),
                "LIFEBOAT_BACKUP_PLACES_OFFSITE", "file:" + folder.resolve("offsite"));
        return BackupCli.line(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
