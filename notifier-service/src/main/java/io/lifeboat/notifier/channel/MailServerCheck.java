package io.lifeboat.notifier.channel;

import io.lifeboat.notifier.NotifierConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Greets the mail server now and then, so that a wrong address is known before the first page. Only tells: pages are sent whatever it says. */
@ApplicationScoped
public class MailServerCheck {

    private static final Logger LOG = Logger.getLogger(MailServerCheck.class);
    private static final String REACHABLE = "reachable";

    private final MailClients clients;
    private final Duration timeout;
    private final Duration every;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("mail-check").daemon().factory());
    private volatile String state = "not checked yet";

    MailServerCheck(MailClients clients, NotifierConfig config) {
        this.clients = clients;
        this.timeout = config.sendTimeout();
        this.every = config.checkEvery();
    }

    void start(@Observes StartupEvent event) {
        var _ = timer.scheduleWithFixedDelay(this::check, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** {@code reachable}, or what is wrong. */
    public String state() {
        return state;
    }

    private void check() {
        String before = state;
        try {
            greet();
            state = REACHABLE;
        } catch (IOException e) {
            state = "%s:%d: %s".formatted(clients.host(), clients.port(), e.getMessage());
        }
        if (!state.equals(before) && !state.equals(REACHABLE)) {
            LOG.warnf("the mail server is not there, pages will wait: %s", state);
        }
    }

    private void greet() throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(clients.host(), clients.port()), millis);
            if (clients.startsWithTls()) {
                return;
            }
            socket.setSoTimeout(millis);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String greeting = in.readLine();
            if (greeting == null || !greeting.startsWith("220")) {
                throw new IOException("greets with " + (greeting == null ? "nothing" : MailText.oneLine(greeting)));
            }
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            in.readLine();
        }
    }
}
