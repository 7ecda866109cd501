package io.lifeboat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The copy of the bot's database that follows it. */
class StandbyDatabaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REBUILD = "/opt/forex-trading-bot/scripts/rebuild_standby_database.sh";

    private final Sandbox sandbox = TestSandbox.get();
    private final Replica replica = new Replica(sandbox);

    @Test
    void shouldFollowAndTakeNoWrites() throws SQLException {
        // when
        replica.write("arrives");

        // then
        await().atMost(PATIENCE).until(() -> replica.has("arrives"));
        assertThat(replica.refusesWrites()).isTrue();
    }

    @Test
    void shouldTellItsPasswordToNobody() throws IOException, SQLException {
        // given
        String secret = Files.readString(sandbox.work().resolve("keys/replication.password"))
                .strip();

        // when, then
        assertThat(ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                .isNotEmpty()
                .noneMatch(line -> line.contains(secret));
        assertThat(replica.onStandby("show primary_conninfo"))
                .contains("passfile=")
                .doesNotContain(secret);
        assertThat(Files.readString(sandbox.host("db-server").resolve("/var/log/postgresql/postgresql.log")))
                .isNotEmpty()
                .doesNotContain(secret);
    }

    @Test
    void shouldStayWholeWhereThePrimarysPagesRot() {
        // given
        assertThat(on("db-server", "pg_amcheck").status()).isZero();
        replica.awaitAmcheck();

        try {
            // when
            sandbox.breakIt(Disaster.DATABASE);

            // then
            assertThat(on("db-server", "pg_amcheck").status()).isEqualTo(2);
            assertThat(on("standby-server", "pg_amcheck")).isEqualTo(new RemoteHost.Outcome(0, "", ""));
        } finally {
            sandbox.mend(Disaster.DATABASE);
        }
    }

    @Test
    void shouldOnlyStartWhatFollowsThenAndLeaveAloneWhatIsNoStandby() throws IOException {
        // given
        assertThat(on("standby-server", "systemctl stop postgresql").status()).isZero();
        assertThat(on("standby-server", "systemctl is-active postgresql").status())
                .isEqualTo(3);
        List<Path> before = kept();

        // when
        RemoteHost.Outcome following = on("standby-server", REBUILD);
        RemoteHost.Outcome primary = on("db-server", REBUILD);

        // then
        assertThat(following.status()).as(following.toString()).isZero();
        assertThat(following.out()).contains("it follows the primary on timeline 1");
        assertThat(primary.status()).as(primary.toString()).isEqualTo(1);
        assertThat(primary.err()).contains("follows nobody");
        assertThat(kept()).isEqualTo(before);
        assertThat(sandbox.verdict().good()).isTrue();
    }

    /** What was promoted may be the only one that has something: only a person takes it away. */
    @Test
    void shouldReplaceNothingThatWasPromoted() throws IOException, SQLException {
        // given
        replica.promote();
        List<Path> before = kept();

        // when
        RemoteHost.Outcome refused = on("standby-server", REBUILD);

        // then
        assertThat(refused.status()).as(refused.toString()).isEqualTo(1);
        assertThat(refused.out()).contains("it was promoted and may have what the primary has not");
        assertThat(refused.err()).contains("nothing was changed on this host");
        assertThat(replica.onStandby("select pg_is_in_recovery()")).isEqualTo("f");
        assertThat(kept()).isEqualTo(before);

        // when: somebody takes it away
        on("standby-server", "systemctl stop postgresql");
        Path data = sandbox.host("standby-server").resolve("/var/lib/postgresql/data");
        Files.move(data, data.resolveSibling("data.promoted"));
        RemoteHost.Outcome rebuilt = on("standby-server", REBUILD);

        // then
        assertThat(rebuilt.status()).as(rebuilt.toString()).isZero();
        replica.write("after");
        await().atMost(PATIENCE).until(() -> replica.has("after"));
    }

    private RemoteHost.Outcome on(String host, String command) {
        return RemoteHost.run(sandbox, host, command);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(sandbox.host("standby-server").resolve("/var/lib/postgresql"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("data."))
                    .sorted()
                    .toList();
        }
    }
}
