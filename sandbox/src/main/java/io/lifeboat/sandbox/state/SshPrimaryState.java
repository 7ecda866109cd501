package io.lifeboat.sandbox.state;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionContext;
import org.jspecify.annotations.Nullable;

/** Over SSH, through {@code send_state.sh} on the primary: one connection, and one command, for as long as it holds. One thread. */
final class SshPrimaryState implements PrimaryState {

    private static final String COMMAND = "/opt/forex-trading-bot/scripts/send_state.sh";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    /** What is silent for longer is connected anew. */
    private static final long ANSWER_SECONDS = 10;

    private final SyncConfig config;
    private final SshClient client;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watchdog").factory());
    private @Nullable Line line;

    private record Line(ClientSession session, OutputStream to, InputStream from) {}

    SshPrimaryState(SyncConfig config) throws IOException {
        this.config = config;
        PublicKey hostKey = hostKey(config.hostKey());
        client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, address, shown) -> KeyUtils.compareKeys(hostKey, shown));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.start();
    }

    @Override
    public List<StateEntry> list() throws IOException {
        List<String> records = ask("list", from -> {
            List<String> all = new ArrayList<>();
            do {
                all.add(until(from, '\0'));
            } while (all.getLast().contains(" "));
            return all;
        });
        if (!records.removeLast().equals(".")) {
            throw new IOException(config.primary() + " can't list its state");
        }
        List<StateEntry> entries = new ArrayList<>();
        for (String record : records) {
            entries.add(StateEntry.parse(record));
        }
        return entries;
    }

    @Override
    public Optional<byte[]> get(String path) throws IOException {
        String answer = ask("get " + path, from -> until(from, '\n'));
        try {
            return answer.startsWith("=")
                    ? Optional.of(Base64.getDecoder().decode(answer.substring(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException(config.primary() + " sends what is no content of " + path, e);
        }
    }

    private interface Answer<T> {
        T read(InputStream from) throws IOException;
    }

    /** Whatever goes wrong: the next one begins with a new connection. */
    private <T> T ask(String request, Answer<T> answer) throws IOException {
        Line current = line;
        if (current == null || !current.session().isOpen()) {
            current = connect();
            line = current;
        }
        ClientSession session = current.session();
        Future<?> late = watchdog.schedule(() -> session.close(true), ANSWER_SECONDS, TimeUnit.SECONDS);
        boolean answered = false;
        try {
            current.to().write((request + "\0").getBytes(StandardCharsets.UTF_8));
            current.to().flush();
            T read = answer.read(current.from());
            answered = true;
            return read;
        } finally {
            late.cancel(false);
            if (!answered) {
                line = null;
                session.close(true);
            }
        }
    }

    private Line connect() throws IOException {
        ClientSession session = client.connect(config.user(), config.address(), config.port())
                .verify(CONNECT_WITHIN)
                .getSession();
        try {
            new FileKeyPairProvider(config.key())
                    .loadKeys((SessionContext) session)
                    .forEach(session::addPublicKeyIdentity);
            session.auth().verify(CONNECT_WITHIN);
            ChannelExec channel = session.createExecChannel(COMMAND);
            channel.setErr(OutputStream.nullOutputStream());
            channel.open().verify(CONNECT_WITHIN);
            return new Line(session, channel.getInvertedIn(), new BufferedInputStream(channel.getInvertedOut()));
        } catch (IOException e) {
            session.close(true);
            throw e;
        }
    }

    private String until(InputStream from, char end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = from.read(); read != end; read = from.read()) {
            if (read < 0) {
                throw new IOException(config.primary() + " hung up");
            }
            bytes.write(read);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static PublicKey hostKey(String line) throws IOException {
        try {
            return AuthorizedKeyEntry.parseAuthorizedKeyEntry(line)
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("the host key '" + line + "' can't be read: " + e.getMessage(), e);
        }
    }
}
