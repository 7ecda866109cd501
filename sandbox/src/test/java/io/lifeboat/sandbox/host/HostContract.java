package io.lifeboat.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lifeboat.embedded.PortLeases;
import io.lifeboat.sandbox.RemoteHost;
import io.lifeboat.sandbox.RemoteHost.Outcome;
import io.lifeboat.sandbox.TestKeys;
import io.lifeboat.sandbox.process.BotPaths;
import io.lifeboat.sandbox.process.Children;
import io.lifeboat.sandbox.process.JavaCommand;
import io.lifeboat.sandbox.process.JournalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Lifeboat may rely on when it works on a host over SSH. The host's folder has a space in its name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostContract {

    private static final String PROGRAM = "forex-api-server";

    private final PortLeases ports = new PortLeases();
    private final Children children = new Children();
    private HostConfig host = none();
    private String hostKey = "";
    private Path key = Path.of("");

    abstract HostRuntime runtime(JavaCommand java);

    /** Who may log in. */
    abstract String user();

    @BeforeAll
    void start(@TempDir Path temp) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("host 1"));
        key = folder.resolve("keys/client");
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/authorized_keys"), TestKeys.create(key) + "\n");
        hostKey = TestKeys.create(folder.resolve("keys/host"));
        JavaCommand java = JavaCommand.ofThisJvm();
        host = new HostConfig(
                "api-server",
                folder.resolve("root"),
                ports.getAsInt(),
                ports.getAsInt(),
                folder.resolve("keys/host"),
                folder.resolve("keys/authorized_keys"),
                List.of(new HostConfig.ProgramConfig(PROGRAM, "run_api_server.py", true)),
                0,
                folder,
                0,
                null);
        HostFiles.install(new BotPaths(host.root()), java, host.control());
        String config = """
                port: %d
                database:
                  url: jdbc:postgresql://127.0.0.1:9/none
                  user: nobody
                  password: none
                """.formatted(ports.getAsInt());
        Files.writeString(config(), config);
        Files.writeString(config().resolveSibling("api_config.yaml.backup"), config);
        host.save();
        runtime(java).start(host, children, folder.resolve("out.log"));
    }

    @AfterAll
    void stop() {
        children.close();
        ports.close();
    }

    @BeforeEach
    void programRuns() throws IOException {
        Files.copy(
                config().resolveSibling("api_config.yaml.backup"),
                config(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            run("supervisorctl start " + PROGRAM);
            assertThat(run("supervisorctl status " + PROGRAM).status()).isZero();
        });
    }

    @Test
    void shouldShowItsHostKey() throws IOException {
        try (RemoteHost remote = RemoteHost.login(host.ssh(), user(), key)) {
            assertThat(remote.hostKey()).isEqualTo(hostKey);
        }
    }

    @Test
    void shouldRefuseAnyOtherKey() throws IOException {
        // given
        Path stranger = key.resolveSibling("stranger");
        TestKeys.create(stranger);

        // then
        assertThatThrownBy(() -> RemoteHost.login(host.ssh(), user(), stranger)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldReturnOutputErrorsAndStatus() throws IOException {
        assertThat(run("echo out; echo err >&2; exit 7")).isEqualTo(new Outcome(7, "out\n", "err\n"));
    }

    @Test
    void shouldNotWaitForInput() throws IOException {
        assertThat(run("echo before; exec true").out()).isEqualTo("before\n");
    }

    @Test
    void shouldLeadThePlansPathsToItsOwnFolder() throws IOException {
        // when
        Outcome outcome =
                run("echo one >/var/log/a.txt; cp /var/log/a.txt /var/backups/b.txt; cat '/var/backups/b.txt' "
                        + "\"/var/log/a.txt\" && cd /opt/forex-trading-bot/scripts && ls activate_standby.sh");

        // then
        assertThat(outcome).isEqualTo(new Outcome(0, "one\none\nactivate_standby.sh\n", ""));
        assertThat(host.root().resolve("var/log/a.txt")).hasContent("one");
        assertThat(host.root().resolve("var/backups/b.txt")).hasContent("one");
    }

    @Test
    void shouldLeaveOtherPathsAlone() throws IOException {
        assertThat(run("echo /var/logs x/var/log /var/log.d /opt/forex-trading-bot2 /etc/opt/forex-trading-bot")
                        .out())
                .isEqualTo("/var/logs x/var/log /var/log.d /opt/forex-trading-bot2 /etc/opt/forex-trading-bot\n");
    }

    @Test
    void shouldKeepQuotesAsTheyAre() throws IOException {
        assertThat(run("printf '%s|' 'a  b' \"c'd\" 'e\"f' \\$HOME '$(id)' \"$((1+1))\" '*'; printf 'g\nh'")
                        .out())
                .isEqualTo("a  b|c'd|e\"f|$HOME|$(id)|2|*|g\nh");
    }

    @Test
    void shouldJournalEveryCommandWithItsStep() throws IOException {
        // given
        String command = "export LIFEBOAT_STEP='it'\\''s'; export LIFEBOAT_ATTEMPT=1; true \"x\\y\"";

        // when
        run(command);

        // then
        assertThat(JournalFile.read(host.root().resolve("var/log/commands.jsonl"))
                        .getLast())
                .isInstanceOfSatisfying(ObjectNode.class, entry -> {
                    assertThat(entry.path("command").asText()).isEqualTo(command);
                    assertThat(entry.path("attempt").asText()).isEqualTo("1");
                    assertThat(entry.path("at").asText())
                            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
                });
    }

    @Test
    void shouldShowARunningProgram() throws IOException {
        assertThat(run("supervisorctl status " + PROGRAM)).satisfies(outcome -> {
            assertThat(outcome.out()).matches("forex-api-server {17}RUNNING   pid \\d+, uptime \\d:\\d\\d:\\d\\d\n");
            assertThat(outcome.status()).isZero();
        });
    }

    @Test
    void shouldStopAndStartAndRestart() throws IOException {
        assertThat(run("supervisorctl start " + PROGRAM).out())
                .isEqualTo("forex-api-server: ERROR (already started)\n");
        assertThat(run("supervisorctl stop " + PROGRAM)).isEqualTo(new Outcome(0, "forex-api-server: stopped\n", ""));
        assertThat(run("supervisorctl status " + PROGRAM)).satisfies(outcome -> {
            assertThat(outcome.out()).matches("forex-api-server {17}STOPPED   \\w{3} \\d\\d \\d\\d:\\d\\d [AP]M\n");
            assertThat(outcome.status()).isEqualTo(3);
        });
        assertThat(run("supervisorctl stop " + PROGRAM))
                .isEqualTo(new Outcome(0, "forex-api-server: ERROR (not running)\n", ""));
        assertThat(run("supervisorctl start " + PROGRAM)).isEqualTo(new Outcome(0, "forex-api-server: started\n", ""));
        assertThat(run("supervisorctl restart " + PROGRAM))
                .isEqualTo(new Outcome(0, "forex-api-server: stopped\nforex-api-server: started\n", ""));
    }

    @Test
    void shouldRestartAProgramThatWasKilled() throws IOException {
        // given
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(run("supervisorctl status " + PROGRAM).out()).contains(" RUNNING "));
        run("kill -9 $(supervisorctl pid " + PROGRAM + ")");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(run("supervisorctl status " + PROGRAM).out()).contains(" EXITED "));

        // when
        Outcome restart = run("supervisorctl restart " + PROGRAM);

        // then
        assertThat(restart)
                .isEqualTo(new Outcome(0, "forex-api-server: ERROR (not running)\nforex-api-server: started\n", ""));
    }

    @Test
    void shouldSayThatAProgramDoesNotStart() throws IOException {
        // given
        run("supervisorctl stop " + PROGRAM);
        Files.writeString(config(), "port: [");

        // when
        Outcome start = run("supervisorctl start " + PROGRAM);

        // then
        assertThat(start).isEqualTo(new Outcome(7, "forex-api-server: ERROR (spawn error)\n", ""));
        assertThat(run("supervisorctl status " + PROGRAM)).satisfies(outcome -> {
            assertThat(outcome.out())
                    .isEqualTo("forex-api-server                 FATAL     Exited too quickly"
                            + " (process log may have details)\n");
            assertThat(outcome.status()).isEqualTo(3);
        });
    }

    @Test
    void shouldKnowNoOtherProgram() throws IOException {
        assertThat(run("supervisorctl status nothing"))
                .isEqualTo(new Outcome(4, "nothing: ERROR (no such process)\n", ""));
        assertThat(run("supervisorctl start nothing"))
                .isEqualTo(new Outcome(1, "nothing: ERROR (no such process)\n", ""));
    }

    private Outcome run(String command) throws IOException {
        try (RemoteHost remote = RemoteHost.login(host.ssh(), user(), key)) {
            return remote.run(command);
        }
    }

    private Path config() {
        return new BotPaths(host.root()).config("api_config.yaml");
    }

    private static HostConfig none() {
        Path nowhere = Path.of("");
        return new HostConfig("", nowhere, 0, 0, nowhere, nowhere, List.of(), 0, nowhere, 0, null);
    }
}
