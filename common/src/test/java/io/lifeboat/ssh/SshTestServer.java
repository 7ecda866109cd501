package io.lifeboat.ssh;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** A real SSH server whose commands do what a test needs of them. */
final class SshTestServer implements AutoCloseable {

    static final Map<String, String> ENVIRONMENT;
    private static final KeyPair CLIENT_KEY;

    static {
        CLIENT_KEY = newKey();
        ENVIRONMENT = Map.of("SSH_KEY", openSsh(CLIENT_KEY), "OTHER_KEY", openSsh(newKey()), "NO_KEY", "not a key");
    }

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final SshServer server;

    SshTestServer(KeyPair... hostKeys) throws IOException {
        this(0, hostKeys);
    }

    SshTestServer(int port, KeyPair... hostKeys) throws IOException {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(Arrays.asList(hostKeys)));
        server.setPublickeyAuthenticator(
                (user, key, session) -> "tradingbot".equals(user) && KeyUtils.compareKeys(key, CLIENT_KEY.getPublic()));
        server.setCommandFactory((channel, command) -> {
            commands.add(command);
            return new Scripted(command);
        });
        server.addSessionListener(new org.apache.sshd.common.session.SessionListener() {
            @Override
            public void sessionEstablished(Session session) {
                sessions.add(session);
            }
        });
        server.start();
    }

    int port() {
        return server.getPort();
    }

    List<String> commands() {
        return commands;
    }

    int connections() {
        return sessions.size();
    }

    void cutConnections() {
        sessions.forEach(session -> session.close(true));
    }

    Host host(String key, KeyPair... hostKeys) {
        List<String> lines = Arrays.stream(hostKeys).map(SshTestServer::line).toList();
        return new Host(
                "api-server",
                "127.0.0.1",
                Map.of(),
                new Host.Ssh(port(), "tradingbot", lines, SecretRef.parse("env:" + key)),
                Path.of("/"));
    }

    static KeyPair clientKey() {
        return CLIENT_KEY;
    }

    static String line(KeyPair key) {
        return PublicKeyEntry.toString(key.getPublic());
    }

    static KeyPair newKey() {
        return newKey("EdDSA", 256);
    }

    static KeyPair newKey(String algorithm, int size) {
        try {
            var generator =
                    SecurityUtils.getKeyPairGenerator("EdDSA".equals(algorithm) ? SecurityUtils.EDDSA : algorithm);
            if (!"EdDSA".equals(algorithm)) {
                generator.initialize(size);
            } else {
                return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, size);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String openSsh(KeyPair key) {
        try {
            var text = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, text);
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code say TEXT}, {@code complain TEXT}, {@code exit N}, {@code signal NAME}, {@code hang}, {@code cut}, {@code flood MEGABYTES}, {@code status N} (and the output stays open); several with a semicolon between. */
    private static final class Scripted implements Command {

        private final String script;
        private OutputStream out = OutputStream.nullOutputStream();
        private OutputStream err = OutputStream.nullOutputStream();
        private @Nullable ExitCallback exit;
        private @Nullable Thread thread;

        Scripted(String script) {
            this.script = script;
        }

        @Override
        public void setInputStream(InputStream in) {}

        @Override
        public void setOutputStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void setErrorStream(OutputStream err) {
            this.err = err;
        }

        @Override
        public void setExitCallback(ExitCallback exit) {
            this.exit = exit;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    run(channel);
                } catch (IOException | RuntimeException e) {
                    channel.close(true);
                }
            });
        }

        @Override
        public void destroy(ChannelSession channel) {
            if (thread != null) {
                thread.interrupt();
            }
        }

        private void run(ChannelSession channel) throws IOException {
            for (String one : script.split(";")) {
                String[] words = one.strip().split(" ", 2);
                String rest = words.length == 2 ? words[1] : "";
                switch (words[0]) {
                    case "say" -> write(out, rest + "\n");
                    case "mutter" -> write(out, rest);
                    case "complain" -> write(err, rest + "\n");
                    case "flood" -> flood(Integer.parseInt(rest));
                    case "exit" -> exit(Integer.parseInt(rest));
                    case "signal" -> signal(channel, rest);
                    case "status" -> status(channel, Integer.parseInt(rest));
                    case "cut" -> {
                        channel.getSession().close(true);
                        return;
                    }
                    case "hang" -> {
                        return;
                    }
                    default -> throw new IllegalArgumentException(one);
                }
            }
        }

        private static void write(OutputStream stream, String text) throws IOException {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        }

        private void flood(int megabytes) throws IOException {
            String line = "äöü ".repeat(20) + "\n";
            byte[] block = line.repeat(64).getBytes(StandardCharsets.UTF_8);
            for (long written = 0; written < megabytes * 1024L * 1024L; written += block.length) {
                out.write(block);
            }
            out.flush();
        }

        private void exit(int status) {
            if (exit != null) {
                exit.onExit(status);
            }
        }

        /** As OpenSSH does when a command has ended whose child still holds the output. */
        private static void status(ChannelSession channel, int status) throws IOException {
            Buffer buffer = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            buffer.putUInt(channel.getRecipient());
            buffer.putString("exit-status");
            buffer.putBoolean(false);
            buffer.putUInt(status);
            channel.writePacket(buffer);
        }

        private static void signal(ChannelSession channel, String name) throws IOException {
            Buffer buffer = channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            buffer.putUInt(channel.getRecipient());
            buffer.putString("exit-signal");
            buffer.putBoolean(false);
            buffer.putString(name);
            buffer.putBoolean(false);
            buffer.putString("");
            buffer.putString("");
            channel.writePacket(buffer);
            channel.close(false);
        }
    }
}
