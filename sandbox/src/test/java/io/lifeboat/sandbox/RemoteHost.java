package io.lifeboat.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.session.SessionContext;

/** A host as an operator reaches it: over SSH. Takes any host key, and says which. */
public final class RemoteHost implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final AtomicReference<String> shown = new AtomicReference<>("");
    private final ClientSession session;

    private RemoteHost(String host, int port, String user, Path key) throws IOException, GeneralSecurityException {
        client.setServerKeyVerifier((s, address, hostKey) -> {
            shown.set(PublicKeyEntry.toString(hostKey));
            return true;
        });
        client.start();
        session = client.connect(user, host, port).verify(PATIENCE).getSession();
        new FileKeyPairProvider(key).loadKeys((SessionContext) session).forEach(session::addPublicKeyIdentity);
        try {
            session.auth().verify(PATIENCE);
        } catch (IOException e) {
            client.stop();
            throw e;
        }
    }

    /** What a command printed and how it ended. */
    public record Outcome(int status, String out, String err) {}

    /** @throws IOException if the log-in is refused */
    public static RemoteHost login(int port, String user, Path key) throws IOException {
        return login("127.0.0.1", port, user, key);
    }

    private static RemoteHost login(String host, int port, String user, Path key) throws IOException {
        try {
            return new RemoteHost(host, port, user, key);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    static Outcome run(Sandbox sandbox, String host, String command) {
        SandboxHost at = sandbox.host(host);
        try (RemoteHost remote = login(at.address(), at.sshPort(), "tradingbot", sandbox.sshKey())) {
            return remote.run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Outcome run(String command) throws IOException {
        try (ChannelExec channel = session.createExecChannel(command)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(PATIENCE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            Integer status = channel.getExitStatus();
            if (status == null) {
                throw new IOException("no exit status from: " + command);
            }
            return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    /** The key that the server showed, as in {@code known_hosts}. */
    public String hostKey() {
        return shown.get();
    }

    @Override
    public void close() {
        client.stop();
    }
}
