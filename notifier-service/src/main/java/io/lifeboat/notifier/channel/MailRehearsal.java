package io.lifeboat.notifier.channel;

import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Mails once to a server of its own on the loopback address and throws it away. The first mail of a JVM takes some
 * hundred milliseconds longer than the second, and the first page is the one that must not wait.
 */
@ApplicationScoped
public class MailRehearsal {

    private static final Logger LOG = Logger.getLogger(MailRehearsal.class);
    private static final int PATIENCE_MILLIS = 3_000;

    private final MailClients clients;

    MailRehearsal(MailClients clients) {
        this.clients = clients;
    }

    /** Nothing depends on it: a failure only costs the first page its head start. */
    public void run(Message message) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MILLIS);
            Thread.ofVirtual().name("mail-rehearsal").start(() -> swallow(server));
            send(message, server.getLocalPort());
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.debugf("the rehearsal of a mail failed: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Message message, int port) throws ExecutionException, TimeoutException, InterruptedException {
        MailMessage mail = EmailChannel.mail(message, "lifeboat@localhost").setTo("nobody@localhost");
        try (MailSender sender = clients.createFor(port)) {
            sender.send(mail).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** As much of SMTP as one client needs to be content. */
    private static void swallow(ServerSocket server) {
        try (Socket client = server.accept();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            client.setSoTimeout(PATIENCE_MILLIS);
            answer(client, "220 rehearsal");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (data) {
                    data = !line.equals(".");
                    if (!data) {
                        answer(client, "250 ok");
                    }
                } else {
                    String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                    data = verb.equals("DATA");
                    answer(client, data ? "354 go on" : verb.equals("QUIT") ? "221 bye" : "250 ok");
                }
            }
        } catch (IOException e) {
            LOG.debugf("the rehearsal's server: %s", e.getMessage());
        }
    }

    private static void answer(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }
}
