package io.lifeboat.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.backup.snapshot.BotFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a script, or a tired person, learns from the exit status and the one line. */
class ExitCodesTest extends CliFixture {

    private static final int USAGE = CommandLine.ExitCode.USAGE;
    private static final String UNKNOWN = "20010101T000000000Z-00000000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "take",
                "verify",
                "restore --latest",
                "list",
                "explain",
                "expire",
                "hold --reason x",
                "release",
                "verify " + UNKNOWN,
                "ls " + UNKNOWN
            })
    void shouldCallAnUnknownComponentWrongUsage(String command) {
        assertThat(run((command + " --component=nothing").split(" "))).isEqualTo(USAGE);
        assertThat(err.toString())
                .isEqualTo(
                        "the catalog has no backup 'nothing' with sources or a known server; it has [configuration, database,"
                                + " historical-trades, trading-data]\n");
    }

    @Test
    void shouldSayThatThereIsNothingToRestore() {
        assertThat(run("restore", "--component=database", "--latest")).isEqualTo(BackupCli.NOTHING_FOUND);
        assertThat(err.toString()).contains("no place has a whole snapshot of database", "'snapshots' lists");
        run("take");
        err.getBuffer().setLength(0);
        assertThat(run("restore", "--component=configuration", "--backup-id", UNKNOWN))
                .isEqualTo(BackupCli.NOTHING_FOUND);
        assertThat(err.toString()).contains(UNKNOWN + ": no place has this snapshot of configuration");
    }

    @Test
    void shouldSayThatNobodyKnowsTheSnapshot() {
        // given
        run("take");
        String id = snapshots().getFirst();

        // then
        for (String[] command : new String[][] {
            {"restore", "--backup-id", UNKNOWN},
            {"cat", UNKNOWN, "/x"},
            {"ls", UNKNOWN},
            {"diff", UNKNOWN, id},
            {"verify", UNKNOWN},
            {"hold", UNKNOWN, "--reason", "x"}
        }) {
            err.getBuffer().setLength(0);
            assertThat(run(command)).as(List.of(command).toString()).isEqualTo(BackupCli.NOTHING_FOUND);
            assertThat(err.toString())
                    .isEqualTo(
                            "there is no snapshot %s of any of [configuration, database, historical-trades, trading-data]: 'snapshots'"
                                            .formatted(UNKNOWN)
                                    + " lists what there is\n");
        }
        err.getBuffer().setLength(0);
        assertThat(run("diff", id, UNKNOWN)).isEqualTo(BackupCli.NOTHING_FOUND);
        assertThat(err.toString()).contains("has no snapshot " + UNKNOWN);
    }

    /** A place that is away may have it. */
    @Test
    void shouldNotSayThatThereIsNoneWhereAPlaceCanNotBeAsked() throws IOException {
        // given
        run("take");
        key = "nowhere.key";

        // then
        assertThat(run("ls", UNKNOWN)).isEqualTo(BackupCli.WRONG_KEY);
    }

    @Test
    void shouldListAllComponentsUnlessOneIsNamed() throws IOException {
        // given
        run("take");
        Path state = Files.createDirectories(folder.resolve("hosts/trading-server/opt/forex-trading-bot/state"));
        Files.writeString(state.resolve("positions.json"), "[]");
        assertThat(run("take", "--component", "trading-data")).isZero();
        String configuration = snapshots().getFirst();
        out.getBuffer().setLength(0);

        // then
        assertThat(run("list")).isZero();
        assertThat(out.toString().lines()).hasSize(2).first().isEqualTo(configuration + " configuration");
        assertThat(out.toString().lines().toList().getLast()).endsWith(" trading-data");
    }

    @Test
    void shouldWriteAFileOfASnapshot() throws IOException {
        // given
        run("take");
        String id = snapshots().getFirst();
        Path to = folder.resolve("out");

        // then
        java.io.PrintStream before = System.out;
        try (java.io.PrintStream file = new java.io.PrintStream(to.toFile(), StandardCharsets.UTF_8)) {
            System.setOut(file);
            assertThat(run("cat", id, "api-server:" + BotFiles.CONFIG + "/config.yaml"))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(to).hasContent("api-server");
        assertThat(run("cat", id, "/no/such/file")).isEqualTo(BackupCli.NOTHING_FOUND);
        assertThat(err.toString()).contains("snapshot " + id + " holds nothing of /no/such/file");
    }

    @Test
    void shouldRestoreFromTheNextPlaceWhereTheFirstIsAwayAndSayBoth() throws IOException {
        // given
        run("take");
        try (Stream<Path> files = Files.walk(folder.resolve("local/packs"))) {
            Files.write(files.filter(Files::isRegularFile).findFirst().orElseThrow(), new byte[10]);
        }
        out.getBuffer().setLength(0);
        Path to = folder.resolve("elsewhere");

        // then
        assertThat(run("restore", "--component=configuration", "--latest", "--target", to.toString()))
                .isZero();
        assertThat(out.toString()).contains("are in " + to + ", from offsite", "local: snapshot ");
        assertThat(to.resolve("api-server" + BotFiles.CONFIG + "/config.yaml")).hasContent("api-server");
        assertThat(run("restore", "--latest", "--component=configuration", "--target", to.toString()))
                .isEqualTo(BackupCli.TARGET_NOT_EMPTY);
        assertThat(run(
                        "restore",
                        "--component=configuration",
                        "--latest",
                        "--only=../../etc/passwd",
                        "--target",
                        to.toString()))
                .isEqualTo(USAGE);
    }

    @Test
    void shouldGiveUpASnapshotThatNobodyCanRead() throws IOException {
        // given: one whose manifest no place has whole
        run("take");
        String id = snapshots().getFirst();
        run("take");
        for (String place : new String[] {"local", "offsite"}) {
            try (Stream<Path> files = Files.walk(folder.resolve(place + "/manifests"))) {
                for (Path manifest :
                        files.filter(file -> file.toString().contains(id)).toList()) {
                    Files.writeString(manifest, "rotten");
                }
            }
        }
        assertThat(run("repo", "heal")).isEqualTo(BackupCli.DAMAGED);
        assertThat(run("repo", "heal", "--forget", "../x")).isEqualTo(USAGE);
        assertThat(run("repo", "heal", "--forget", UNKNOWN)).isEqualTo(BackupCli.NOTHING_FOUND);

        // when
        assertThat(run("repo", "heal", "--forget", id)).isZero();

        // then
        assertThat(out.toString()).contains(id + ": given up in [local, offsite]");
        assertThat(snapshots()).hasSize(1).doesNotContain(id);
        assertThat(run("repo", "heal")).isZero();
    }
}
