package io.lifeboat.ssh;

import static io.lifeboat.ssh.SshTestServer.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.ssh.RemoteOutcome.Exited;
import io.lifeboat.ssh.RemoteOutcome.Fault;
import io.lifeboat.ssh.RemoteOutcome.Killed;
import io.lifeboat.ssh.RemoteOutcome.Lost;
import io.lifeboat.ssh.RemoteOutcome.NotStarted;
import io.lifeboat.ssh.RemoteOutcome.SeenEnough;
import io.lifeboat.ssh.RemoteOutcome.TimedOut;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinaRemoteShellTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final KeyPair HOST_KEY = newKey();

    /** Megabytes; a whole gigabyte goes through as well. */
    private static final int FLOOD =
            Integer.getInteger("lifeboat.flood", Boolean.getBoolean("lifeboat.long") ? 1024 : 128);

    private final MinaRemoteShell shell = new MinaRemoteShell(SshTestServer.ENVIRONMENT);
    private SshTestServer server;
    private Host host;

    MinaRemoteShellTest() throws IOException {
        server = new SshTestServer(HOST_KEY);
        host = server.host("SSH_KEY", HOST_KEY);
    }

    @BeforeEach
    void someoneListens() {
        assertThat(server.port()).isPositive();
    }

    @AfterEach
    void stop() {
        shell.close();
        server.close();
    }

    @Test
    void shouldTellTheExitStatusWithTheOutput() throws Exception {
        // when
        RemoteOutcome outcome = run("say hello; complain careful; exit 3");

        // then
        assertThat(outcome).isEqualTo(new Exited(3, "hello\ncareful\n"));
    }

    @Test
    void shouldUseOneSessionForManyCommands() throws Exception {
        // when
        for (int i = 0; i < 20; i++) {
            assertThat(run("exit 0")).isEqualTo(new Exited(0, ""));
        }

        // then
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void shouldTellWhichSignalKilledTheCommand() throws Exception {
        // when
        RemoteOutcome outcome = run("say before; signal KILL");

        // then
        assertThat(outcome).isEqualTo(new Killed("KILL", "before\n"));
    }

    @Test
    void shouldEndAtTheTimeoutWithWhatWasSaidSoFar() throws Exception {
        // given
        run("say connected; exit 0");

        // when
        RemoteOutcome outcome = shell.run(host, "say so far; hang", Duration.ofSeconds(3), line -> false);

        // then
        assertThat(outcome).isEqualTo(new TimedOut("so far\n"));
    }

    @Test
    void shouldBeLostWhenTheConnectionIsCutInTheMiddle() throws Exception {
        // when
        RemoteOutcome outcome = run("say going; cut");

        // then
        assertThat(outcome).asInstanceOf(type(Lost.class)).satisfies(lost -> {
            assertThat(lost.reason()).contains("connection was lost");
            assertThat(lost.output()).isEqualTo("going\n");
        });
        assertThat(server.commands()).hasSize(1);
    }

    @Test
    void shouldConnectAgainAfterAConnectionWasLost() throws Exception {
        // given
        run("exit 0");
        server.cutConnections();

        // when
        RemoteOutcome outcome = run("say back; exit 0");

        // then
        assertThat(outcome).isEqualTo(new Exited(0, "back\n"));
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void shouldConnectAgainAfterTheServerWasRestarted() throws Exception {
        // given
        run("exit 0");
        int port = server.port();
        server.close();
        assertThat(run("exit 0"))
                .asInstanceOf(type(NotStarted.class))
                .satisfies(notStarted -> assertThat(notStarted.fault()).isEqualTo(Fault.HOST));
        server = new SshTestServer(port, HOST_KEY);

        // when
        RemoteOutcome outcome = run("exit 0");

        // then
        assertThat(outcome).isEqualTo(new Exited(0, ""));
    }

    @Test
    void shouldNotStartWithAHostKeyThatIsNotInTheCatalog() throws Exception {
        // given
        Host impostor = server.host("SSH_KEY", newKey(), newKey());

        // when
        RemoteOutcome outcome = shell.run(impostor, "exit 0", LONG, line -> false);

        // then
        assertThat(outcome).asInstanceOf(type(NotStarted.class)).satisfies(notStarted -> {
            assertThat(notStarted.fault()).isEqualTo(Fault.OURS);
            assertThat(notStarted.reason())
                    .contains("api-server (127.0.0.1:" + server.port() + ")")
                    .contains("ssh-ed25519 SHA256:")
                    .contains("none of the 2 that hosts.yaml lists");
        });
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void shouldNotStartWhenTheCatalogListsNoHostKey() throws Exception {
        // given
        Host unknown = server.host("SSH_KEY");

        // when
        RemoteOutcome outcome = shell.run(unknown, "exit 0", LONG, line -> false);

        // then
        assertThat(outcome)
                .asInstanceOf(type(NotStarted.class))
                .satisfies(notStarted -> assertThat(notStarted.reason()).contains("none of the 0"));
    }

    @Test
    void shouldAskForTheKindOfHostKeyThatTheCatalogLists() throws Exception {
        // given a server with three keys, of which the catalog knows one
        KeyPair rsa = newKey("RSA", 2048);
        KeyPair ec = newKey("EC", 256);
        try (SshTestServer many = new SshTestServer(HOST_KEY, rsa, ec)) {
            for (KeyPair known : List.of(HOST_KEY, rsa, ec)) {
                Host oneKnown = many.host("SSH_KEY", known);

                // when
                RemoteOutcome outcome = shell.run(oneKnown, "exit 0", LONG, line -> false);

                // then
                assertThat(outcome).as(SshTestServer.line(known)).isEqualTo(new Exited(0, ""));
            }
        }
    }

    @Test
    void shouldNotStartWithAKeyThatIsRefused() throws Exception {
        // when
        RemoteOutcome outcome = shell.run(server.host("OTHER_KEY", HOST_KEY), "exit 0", LONG, line -> false);

        // then
        assertThat(outcome).asInstanceOf(type(NotStarted.class)).satisfies(notStarted -> {
            assertThat(notStarted.fault()).isEqualTo(Fault.OURS);
            assertThat(notStarted.reason()).contains("refuses the key env:OTHER_KEY of tradingbot");
        });
    }

    @Test
    void shouldNotStartWithoutAUsableKeyAndNotTellWhatIsInIt() throws Exception {
        // when
        RemoteOutcome missing = shell.run(server.host("ABSENT", HOST_KEY), "exit 0", LONG, line -> false);
        RemoteOutcome garbage = shell.run(server.host("NO_KEY", HOST_KEY), "exit 0", LONG, line -> false);

        // then
        assertThat(missing)
                .asInstanceOf(type(NotStarted.class))
                .satisfies(notStarted ->
                        assertThat(notStarted.reason()).contains("the environment variable ABSENT is not set"));
        assertThat(garbage)
                .asInstanceOf(type(NotStarted.class))
                .satisfies(notStarted -> assertThat(notStarted.reason())
                        .contains("the key env:NO_KEY can't be used")
                        .doesNotContain("not a key"));
    }

    @Test
    void shouldReadTheKeyAgainForEachConnection(@TempDir Path folder) throws Exception {
        // given
        Path key = folder.resolve("id_ed25519");
        Host fromFile = withKey(SecretRef.parse("file:" + key));
        Files.writeString(key, "not yet");
        assertThat(shell.run(fromFile, "exit 0", LONG, line -> false)).isInstanceOf(NotStarted.class);
        Files.writeString(key, String.valueOf(SshTestServer.ENVIRONMENT.get("SSH_KEY")));

        // when
        RemoteOutcome outcome = shell.run(fromFile, "exit 0", LONG, line -> false);

        // then
        assertThat(outcome).isEqualTo(new Exited(0, ""));
    }

    @Test
    void shouldNotStartWhenNobodyListens() throws Exception {
        // given
        server.close();

        // when
        RemoteOutcome outcome = run("exit 0");

        // then
        assertThat(outcome).asInstanceOf(type(NotStarted.class)).satisfies(notStarted -> {
            assertThat(notStarted.fault()).isEqualTo(Fault.HOST);
            assertThat(notStarted.reason()).contains("can't be reached");
        });
    }

    @Test
    void shouldNotStartWhenTheServerAcceptsAndSaysNothing() throws Exception {
        // given
        try (ServerSocket silent = new ServerSocket(0)) {
            Host frozen = new Host(
                    "frozen",
                    "127.0.0.1",
                    Map.of(),
                    new Host.Ssh(
                            silent.getLocalPort(),
                            "tradingbot",
                            List.of(SshTestServer.line(HOST_KEY)),
                            SecretRef.parse("env:SSH_KEY")),
                    Path.of("/"));

            // when
            RemoteOutcome outcome = shell.run(frozen, "exit 0", Duration.ofMillis(500), line -> false);

            // then
            assertThat(outcome)
                    .asInstanceOf(type(NotStarted.class))
                    .satisfies(notStarted -> assertThat(notStarted.fault()).isEqualTo(Fault.HOST));
        }
    }

    @Test
    void shouldKeepTheLast64KiBOfTenMegabytes() throws Exception {
        // when
        RemoteOutcome outcome = run("flood 10; say the end; exit 0");

        // then
        assertThat(outcome).asInstanceOf(type(Exited.class)).satisfies(exited -> {
            assertThat(exited.output()).endsWith("äöü \nthe end\n").doesNotContain("\uFFFD");
            assertThat(exited.output().getBytes(StandardCharsets.UTF_8).length)
                    .isBetween(OutputTail.KEPT - 3, OutputTail.KEPT);
        });
    }

    /** A quarter of a gigabyte goes through, and nothing of it stays but the end and what the caller makes of it. */
    @Test
    void shouldStreamWhatFitsIntoNoMemory() throws Exception {
        // given
        run("exit 0");
        long before = usedMemory();
        AtomicLong lines = new AtomicLong();
        AtomicLong atTheEnd = new AtomicLong();

        // when
        RemoteOutcome outcome =
                shell.run(host, "flood " + FLOOD + "; say the end; exit 0", Duration.ofMinutes(10), line -> {
                    lines.incrementAndGet();
                    if (line.equals("the end")) {
                        atTheEnd.set(usedMemory());
                    }
                    return false;
                });

        // then
        assertThat(outcome)
                .asInstanceOf(type(Exited.class))
                .satisfies(exited -> assertThat(exited.output()).endsWith("the end\n"));
        assertThat(lines).hasValueGreaterThan(FLOOD * 1024L * 1024L / 200);
        assertThat(atTheEnd.get() - before).isLessThan(64L << 20);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void shouldEndWithTheCommandWhateverItLeavesBehind() throws Exception {
        // when
        RemoteOutcome outcome = run("mutter started; status 3");

        // then
        assertThat(outcome).isEqualTo(new Exited(3, "started", true));
        assertThat(run("exit 0")).isEqualTo(new Exited(0, ""));
    }

    @Test
    void shouldListenToWhatItLeavesBehindWhereALineIsWaitedFor() throws Exception {
        assertThat(shell.run(
                        host, "status 0; say connected; hang", LONG, new AwaitedLine(line -> line.equals("connected"))))
                .isEqualTo(new SeenEnough("connected\n"));
        assertThat(shell.run(host, "status 0", Duration.ofSeconds(3), new AwaitedLine(line -> false)))
                .isEqualTo(new TimedOut(""));
    }

    @Test
    void shouldStopAtTheFirstLineThatIsEnough() throws Exception {
        // given
        List<String> seen = new CopyOnWriteArrayList<>();

        // when
        RemoteOutcome outcome =
                shell.run(host, "say one; complain connection established; say late; hang", LONG, line -> {
                    seen.add(line);
                    return line.contains("established");
                });

        // then
        assertThat(outcome).isInstanceOf(SeenEnough.class);
        assertThat(seen).containsExactly("one", "connection established");
        assertThat(run("exit 0")).isEqualTo(new Exited(0, ""));
    }

    @Test
    void shouldShowALastLineWithoutALineEnd() throws Exception {
        // when
        RemoteOutcome outcome = shell.run(host, "mutter done; exit 0", LONG, "done"::equals);

        // then
        assertThat(outcome).isEqualTo(new SeenEnough("done"));
    }

    @Test
    void shouldThrowWhatLookingAtALineThrows() {
        // when then
        assertThatThrownBy(() -> shell.run(host, "say x; hang", LONG, line -> {
                    throw new IllegalStateException("can't look");
                }))
                .hasMessage("can't look");
    }

    @Test
    void shouldEndWhenInterrupted() {
        // given
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                run("hang");
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        Awaitility.await().until(() -> server.commands().contains("hang"));

        // when
        caller.interrupt();

        // then
        Awaitility.await().until(() -> !thrown.isEmpty());
    }

    private RemoteOutcome run(String command) throws InterruptedException {
        return shell.run(host, command, LONG, line -> false);
    }

    private Host withKey(SecretRef key) {
        return new Host(
                "api-server",
                "127.0.0.1",
                Map.of(),
                new Host.Ssh(server.port(), "tradingbot", List.of(SshTestServer.line(HOST_KEY)), key),
                Path.of("/"));
    }
}
