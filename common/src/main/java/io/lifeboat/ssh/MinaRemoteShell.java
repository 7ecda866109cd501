package io.lifeboat.ssh;

import io.lifeboat.catalog.Host;
import io.lifeboat.ssh.RemoteOutcome.Exited;
import io.lifeboat.ssh.RemoteOutcome.Fault;
import io.lifeboat.ssh.RemoteOutcome.Killed;
import io.lifeboat.ssh.RemoteOutcome.Lost;
import io.lifeboat.ssh.RemoteOutcome.NotStarted;
import io.lifeboat.ssh.RemoteOutcome.SeenEnough;
import io.lifeboat.ssh.RemoteOutcome.TimedOut;
import io.lifeboat.ssh.Sessions.Lease;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commands through one pooled session a host.
 *
 * <p>The predicate is called on a thread that also reads other commands' output: it must be quick.
 */
@ApplicationScoped
public class MinaRemoteShell implements RemoteShell, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MinaRemoteShell.class);

    /** A pooled session that has died silently is noticed after this, and the command is sent through a new one. */
    private static final Duration POOLED_OPENS_WITHIN = Duration.ofSeconds(2);

    private static final Duration OPENS_WITHIN = Duration.ofSeconds(5);

    /** What a command said before its end may still be on its way when its status is here. */
    private static final Duration LINGERS = Duration.ofSeconds(2);

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final SshClient client;
    private final Sessions sessions;

    public MinaRemoteShell() {
        this(System.getenv());
    }

    /** @param environment where the catalog's {@code env:} secrets are */
    public MinaRemoteShell(Map<String, String> environment) {
        this.client = Clients.start();
        this.sessions = new Sessions(client, environment);
    }

    @Override
    public RemoteOutcome run(Host host, String command, Duration timeout, Predicate<String> enough)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Lease lease;
            try {
                lease = sessions.get(host, left(deadline));
            } catch (ConnectException e) {
                return new NotStarted(String.valueOf(e.getMessage()), e.fault());
            }
            RemoteOutcome outcome = run(host, lease, command, deadline, enough);
            if (!(outcome instanceof NotStarted)
                    || lease.fresh()
                    || left(deadline).toMillis() <= 1) {
                return outcome;
            }
        }
    }

    /** Connects, so that the first command need not. Failing does no harm. */
    public void warmUp(Host host) {
        try {
            sessions.get(host, OPENS_WITHIN);
        } catch (ConnectException e) {
            LOG.infof("no session yet: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    @PreDestroy
    public void close() {
        client.close(true);
    }

    private RemoteOutcome run(Host host, Lease lease, String command, long deadline, Predicate<String> enough)
            throws InterruptedException {
        ClientSession session = lease.session();
        CountDownLatch over = new CountDownLatch(1);
        OutputTail tail = new OutputTail(enough, over::countDown);
        OutputStream out = tail.stream();
        OutputStream err = tail.stream();
        ExecOnce channel = new ExecOnce(command);
        channel.setOut(out);
        channel.setErr(err);
        String reason =
                open(session, channel, shorter(left(deadline), lease.fresh() ? OPENS_WITHIN : POOLED_OPENS_WITHIN));
        if (reason != null && channel.giveUp()) {
            channel.close(true);
            sessions.drop(host, session);
            return new NotStarted(host.id() + " has opened no channel: " + reason, Fault.HOST);
        }
        channel.addCloseFutureListener(closed -> over.countDown());
        try {
            boolean ended = await(over, channel, deadline, enough instanceof AwaitedLine);
            if ((ended || hasStatus(channel)) && !tail.satisfied()) {
                out.close();
                err.close();
            }
            tail.rethrow();
            return outcome(channel, session, tail, ended, enough instanceof AwaitedLine);
        } catch (IOException e) {
            throw new IllegalStateException("a tail in memory can't be closed", e);
        } finally {
            channel.close(false);
        }
    }

    /** True if it is over; false if the time is, or if it has ended and something else holds its output. */
    private static boolean await(CountDownLatch over, ExecOnce channel, long deadline, boolean forALine)
            throws InterruptedException {
        long until = deadline;
        boolean lingers = false;
        while (true) {
            long left = until - System.nanoTime();
            if (over.await(Math.clamp(left, 0, LOOK_EVERY_NANOS), TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            if (!lingers && !forALine && hasStatus(channel)) {
                lingers = true;
                until = Math.min(deadline, System.nanoTime() + LINGERS.toNanos());
            }
        }
    }

    private static boolean hasStatus(ExecOnce channel) {
        return channel.getExitStatus() != null || channel.getExitSignal() != null;
    }

    private static RemoteOutcome outcome(
            ExecOnce channel, ClientSession session, OutputTail tail, boolean ended, boolean forALine) {
        String output = tail.text();
        if (tail.satisfied()) {
            return new SeenEnough(output);
        }
        if (!ended && (forALine || !hasStatus(channel))) {
            return new TimedOut(output);
        }
        Integer status = channel.getExitStatus();
        if (status != null) {
            return new Exited(status, output, !ended);
        }
        String signal = channel.getExitSignal();
        if (signal != null) {
            return new Killed(signal, output);
        }
        return new Lost(
                session.isOpen()
                        ? "the host has closed the channel without saying how the command ended"
                        : "the connection was lost while the command ran",
                output);
    }

    /** Why it is not open, or none. */
    private static @Nullable String open(ClientSession session, ExecOnce channel, Duration within) {
        try {
            Clients.connectionOf(session).registerChannel(channel);
            channel.open().verify(within);
            channel.getInvertedIn().close();
            return null;
        } catch (IOException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
