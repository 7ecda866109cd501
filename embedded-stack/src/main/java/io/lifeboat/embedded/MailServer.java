package io.lifeboat.embedded;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/** An SMTP server in this JVM that keeps what it is given. */
public final class MailServer implements AutoCloseable {

    private final ServerSetup setup;
    private GreenMail server;

    private MailServer(ServerSetup setup) {
        this.setup = setup;
        this.server = started(setup);
    }

    public static MailServer start(int port) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        return new MailServer(setup);
    }

    public int port() {
        return setup.getPort();
    }

    /** Every message that was accepted since the last start, oldest first. */
    public synchronized List<MimeMessage> received() {
        return List.of(server.getReceivedMessages());
    }

    public synchronized void stop() {
        server.stop();
    }

    public synchronized void restart() {
        server.stop();
        server = started(setup);
    }

    @Override
    public void close() {
        stop();
    }

    private static GreenMail started(ServerSetup setup) {
        GreenMail mail = new GreenMail(setup);
        mail.start();
        return mail;
    }
}
