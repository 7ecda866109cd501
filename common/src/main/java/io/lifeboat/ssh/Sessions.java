package io.lifeboat.ssh;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.ssh.RemoteOutcome.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** One open session a host, connected again when it is dead. Thread-safe. */
final class Sessions {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final SshClient client;
    private final Map<String, String> environment;
    private final Map<Host, Slot> slots = new ConcurrentHashMap<>();

    Sessions(SshClient client, Map<String, String> environment) {
        this.client = client;
        this.environment = environment;
    }

    /** @param fresh whether it was connected just now, so that it can't be a dead one that nobody has noticed */
    record Lease(ClientSession session, boolean fresh) {}

    Lease get(Host host, Duration within) throws ConnectException, InterruptedException {
        Slot slot = slots.computeIfAbsent(host, h -> new Slot());
        long deadline = System.nanoTime() + within.toNanos();
        if (!slot.lock.tryLock(within.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ConnectException(Fault.HOST, where(host) + " has not answered within " + within, null);
        }
        try {
            ClientSession pooled = slot.session;
            if (pooled != null && pooled.isOpen() && pooled.isAuthenticated()) {
                return new Lease(pooled, false);
            }
            Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
            ClientSession session = connect(host, left.compareTo(CONNECT_WITHIN) < 0 ? left : CONNECT_WITHIN);
            slot.session = session;
            return new Lease(session, true);
        } finally {
            slot.lock.unlock();
        }
    }

    /** Takes a session out of the pool and closes it, also for those who use it now. */
    void drop(Host host, ClientSession session) {
        Slot slot = slots.get(host);
        if (slot != null) {
            slot.lock.lock();
            try {
                if (Objects.equals(slot.session, session)) {
                    slot.session = null;
                }
            } finally {
                slot.lock.unlock();
            }
        }
        session.close(true);
    }

    private ClientSession connect(Host host, Duration within) throws ConnectException {
        Host.Ssh ssh = host.ssh();
        if (ssh == null) {
            throw new ConnectException(Fault.OURS, "hosts.yaml gives no ssh for " + host.id(), null);
        }
        HostKeys.Expected expected;
        Iterable<KeyPair> identities;
        Path agent;
        try {
            expected = HostKeys.of(ssh);
            agent = ssh.key().scheme() == SecretRef.Scheme.AGENT ? agent() : null;
            identities = agent == null ? identities(ssh) : List.of();
        } catch (IOException | GeneralSecurityException e) {
            throw new ConnectException(Fault.OURS, where(host) + ": " + e.getMessage(), e);
        }
        long deadline = System.nanoTime() + within.toNanos();
        ClientSession session = open(host, ssh, expected.asContext(agent), within);
        identities.forEach(session::addPublicKeyIdentity);
        try {
            session.auth().verify(Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime())));
            return session;
        } catch (IOException e) {
            boolean alive = session.isOpen();
            session.close(true);
            if (!expected.refused().isEmpty()) {
                throw new ConnectException(
                        Fault.OURS,
                        where(host) + " shows the host key " + expected.refused() + ", which is none of the "
                                + ssh.hostKeys().size() + " that hosts.yaml lists: nothing is sent to it",
                        e);
            }
            if (e instanceof SocketTimeoutException || isTimeout(e)) {
                throw new ConnectException(Fault.HOST, where(host) + " has not let us in within " + within, e);
            }
            boolean refused = alive || isRefusal(e);
            throw new ConnectException(
                    refused ? Fault.OURS : Fault.HOST,
                    refused
                            ? where(host) + " refuses the key " + ssh.key() + " of " + ssh.user() + ": "
                                    + e.getMessage()
                            : where(host) + " has closed the connection: " + e.getMessage(),
                    e);
        } finally {
            identities.forEach(session::removePublicKeyIdentity);
        }
    }

    private ClientSession open(Host host, Host.Ssh ssh, AttributeRepository context, Duration within)
            throws ConnectException {
        try {
            return client.connect(ssh.user(), host.address(), ssh.port(), context, null)
                    .verify(within)
                    .getSession();
        } catch (IOException | RuntimeException e) {
            throw new ConnectException(Fault.HOST, where(host) + " can't be reached: " + e.getMessage(), e);
        }
    }

    /** Where the agent listens, made sure of: else a login without any key would blame the host. */
    private Path agent() throws IOException {
        String at = environment.get(SshAgent.SSH_AUTHSOCKET_ENV_NAME);
        if (at == null || at.isBlank()) {
            throw new IOException("the ssh-agent can't be asked: the environment variable "
                    + SshAgent.SSH_AUTHSOCKET_ENV_NAME + " is not set");
        }
        try (SocketAgent agent = new SocketAgent(Path.of(at))) {
            if (!agent.getIdentities().iterator().hasNext()) {
                throw new IOException("the ssh-agent at " + at + " holds no key");
            }
        }
        return Path.of(at);
    }

    private Iterable<KeyPair> identities(Host.Ssh ssh) throws IOException, GeneralSecurityException {
        String text = resolve(ssh);
        Iterable<KeyPair> pairs;
        try {
            pairs = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(ssh.key().toString()),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    FilePasswordProvider.EMPTY);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IOException(
                    "the key " + ssh.key() + " can't be used: " + e.getClass().getSimpleName(), e);
        }
        if (pairs == null || !pairs.iterator().hasNext()) {
            throw new IOException("the key " + ssh.key() + " can't be used: there is no private key in it");
        }
        return pairs;
    }

    private String resolve(Host.Ssh ssh) throws IOException {
        try {
            return ssh.key().resolve(environment);
        } catch (IOException e) {
            throw new IOException("the key " + ssh.key() + " can't be read: " + e, e);
        }
    }

    private static boolean isTimeout(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof java.util.concurrent.TimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefusal(IOException e) {
        return String.valueOf(e.getMessage()).contains("No more authentication methods");
    }

    private static String where(Host host) {
        Host.Ssh ssh = host.ssh();
        return host.id() + " (" + host.address() + (ssh == null ? "" : ":" + ssh.port()) + ")";
    }

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable ClientSession session;
    }
}
