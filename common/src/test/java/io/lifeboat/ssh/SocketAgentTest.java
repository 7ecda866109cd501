package io.lifeboat.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.ssh.RemoteOutcome.Exited;
import io.lifeboat.ssh.RemoteOutcome.Fault;
import io.lifeboat.ssh.RemoteOutcome.NotStarted;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.agent.common.AbstractAgentClient;
import org.apache.sshd.agent.local.AgentImpl;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that an ssh-agent holds, behind a real unix socket. */
class SocketAgentTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final KeyPair HOST_KEY = SshTestServer.newKey();

    @TempDir
    private Path folder;

    private final SshTestServer server;

    SocketAgentTest() throws IOException {
        server = new SshTestServer(HOST_KEY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldLogInWithAKeyThatNeverLeavesTheAgent() throws Exception {
        try (FakeAgent agent = new FakeAgent(folder.resolve("s"));
                MinaRemoteShell shell = shell(folder.resolve("s"))) {
            // given: the second of its keys is good
            agent.add(SshTestServer.newKey());
            agent.add(SshTestServer.clientKey());

            // then
            assertThat(run(shell, "agent")).isEqualTo(new Exited(0, ""));
        }
    }

    @Test
    void shouldShowTheAgentsKeysToNoHostThatDoesNotNameIt() throws Exception {
        try (FakeAgent agent = new FakeAgent(folder.resolve("s"));
                MinaRemoteShell shell = shell(folder.resolve("s"))) {
            // given
            agent.add(SshTestServer.clientKey());

            // then
            assertThat(run(shell, "env:OTHER_KEY"))
                    .asInstanceOf(type(NotStarted.class))
                    .satisfies(refused -> assertThat(refused.reason()).contains("refuses the key env:OTHER_KEY"));
            assertThat(agent.asked).hasValue(0);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTheAgent() throws Exception {
        try (MinaRemoteShell none = new MinaRemoteShell(Map.of());
                MinaRemoteShell nobody = shell(folder.resolve("nobody"));
                FakeAgent empty = new FakeAgent(folder.resolve("empty"));
                MinaRemoteShell ofEmpty = shell(folder.resolve("empty"));
                ServerSocketChannel mute = listen(folder.resolve("mute"));
                MinaRemoteShell ofMute = shell(folder.resolve("mute"))) {
            assertThat(mute.isOpen()).isTrue();
            assertThat(reason(none)).contains("the environment variable SSH_AUTH_SOCK is not set");
            assertThat(reason(nobody)).contains("no ssh-agent listens at " + folder.resolve("nobody"));
            assertThat(reason(ofEmpty)).contains("the ssh-agent at " + folder.resolve("empty") + " holds no key");
            assertThat(reason(ofMute)).contains("the ssh-agent does not answer");
            empty.add(SshTestServer.newKey());
            assertThat(reason(ofEmpty)).contains("refuses the key agent of tradingbot");
            assertThat(server.commands()).isEmpty();
        }
    }

    private String reason(MinaRemoteShell shell) throws InterruptedException {
        NotStarted found = (NotStarted) run(shell, "agent");
        assertThat(found.fault()).isEqualTo(Fault.OURS);
        return found.reason();
    }

    private RemoteOutcome run(MinaRemoteShell shell, String key) throws InterruptedException {
        Host host = new Host(
                "api-server",
                "127.0.0.1",
                Map.of(),
                new Host.Ssh(
                        server.port(), "tradingbot", List.of(SshTestServer.line(HOST_KEY)), SecretRef.parseKey(key)),
                Path.of("/"));
        return shell.run(host, "exit 0", LONG, line -> false);
    }

    private static MinaRemoteShell shell(Path socket) {
        return new MinaRemoteShell(Map.of(
                "SSH_AUTH_SOCK",
                socket.toString(),
                "OTHER_KEY",
                String.valueOf(SshTestServer.ENVIRONMENT.get("OTHER_KEY"))));
    }

    private static ServerSocketChannel listen(Path at) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(at));
    }

    /** MINA's agent, which speaks the protocol, on a socket of the JDK's. */
    private static final class FakeAgent implements AutoCloseable {

        private final AgentImpl keys = new AgentImpl();
        private final AtomicInteger asked = new AtomicInteger();
        private final ServerSocketChannel listener;

        FakeAgent(Path at) throws IOException {
            listener = listen(at);
            Thread.ofVirtual().start(this::accept);
        }

        void add(KeyPair key) throws IOException {
            keys.addIdentity(key, "test");
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }

        private void accept() {
            try {
                while (true) {
                    SocketChannel one = listener.accept();
                    Thread.ofVirtual().start(() -> serve(one));
                }
            } catch (IOException e) {
                // The test is over.
            }
        }

        private void serve(SocketChannel socket) {
            try (socket) {
                AbstractAgentClient protocol = new AbstractAgentClient(keys) {
                    @Override
                    protected void reply(Buffer answer) throws IOException {
                        socket.write(ByteBuffer.wrap(answer.array(), answer.rpos(), answer.available()));
                    }
                };
                ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
                while (socket.read(bytes) >= 0) {
                    asked.incrementAndGet();
                    bytes.flip();
                    byte[] message = new byte[bytes.remaining()];
                    bytes.get(message);
                    bytes.clear();
                    protocol.messageReceived(new ByteArrayBuffer(message));
                }
            } catch (IOException e) {
                // The client has gone.
            }
        }
    }
}
