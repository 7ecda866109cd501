package io.lifeboat.embedded;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;

/** An SMTP server in this JVM that keeps what it is given. */
public final class MailServer implements AutoCloseable {

    private static final long STARTS_WITHIN_MILLIS = 10_000;
    private static final String NOBODY = "nobody@localhost";

    private final ServerSetup setup;
    private Managers mailboxes;
    private SmtpServer server;

    private MailServer(ServerSetup setup) {
        this.setup = setup;
        this.mailboxes = new Managers();
        this.server = started(setup, mailboxes);
    }

    public static MailServer start(int port) {
        return new MailServer(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    public int port() {
        return setup.getPort();
    }

    /** Every message that was accepted since the last start, oldest first. */
    public synchronized List<MimeMessage> received() {
        return mailboxes.getImapHostManager().getAllMessages().stream()
                .map(StoredMessage::getMimeMessage)
                .filter(mail -> !isForNobody(mail))
                .toList();
    }

    private static boolean isForNobody(MimeMessage mail) {
        try {
            return Arrays.stream(mail.getAllRecipients())
                    .anyMatch(to -> to.toString().equals(NOBODY));
        } catch (MessagingException e) {
            throw new IllegalStateException("the mail server holds a mail that can't be read", e);
        }
    }

    public synchronized void stop() {
        server.stopService();
    }

    public synchronized void restart() {
        server.stopService();
        mailboxes = new Managers();
        server = started(setup, mailboxes);
    }

    @Override
    public void close() {
        stop();
    }

    private static SmtpServer started(ServerSetup setup, Managers mailboxes) {
        UserManager users = mailboxes.getUserManager();
        users.setMessageDeliveryHandler((mail, to) -> user(users, to.getEmail()));
        SmtpServer smtp = new PromptSmtpServer(setup, mailboxes);
        smtp.startService();
        try {
            if (!smtp.waitTillRunning(STARTS_WITHIN_MILLIS)) {
                throw new IllegalStateException("the mail server does not listen on port " + setup.getPort());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the mail server started", e);
        }
        // It is up when it has taken a mail, which nobody sees.
        GreenMailUtil.sendTextEmail(NOBODY, NOBODY, "is it up?", "", setup);
        return smtp;
    }

    /** One at a time: GreenMail itself makes two of a new user whose first two mails come together, and loses one of the mails. */
    private static GreenMailUser user(UserManager users, String email) throws UserException {
        synchronized (users) {
            GreenMailUser known = users.getUserByEmail(email);
            return known == null ? users.createUser(email, email, "") : known;
        }
    }

    /** GreenMail writes a reply in two pieces. Where Nagle holds the second back, each reply takes 40 ms, which no real server does. */
    private static final class PromptSmtpServer extends SmtpServer {

        PromptSmtpServer(ServerSetup setup, Managers mailboxes) {
            super(setup, mailboxes);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            try {
                client.setTcpNoDelay(true);
            } catch (SocketException e) {
                throw new IllegalStateException("the client has gone", e);
            }
            return super.createProtocolHandler(client);
        }
    }
}
