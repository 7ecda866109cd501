package io.lifeboat.notifier.channel;

import io.lifeboat.catalog.Contact;
import io.lifeboat.notifier.NotifierConfig;
import io.lifeboat.notifier.channel.DeliveryOutcome.Accepted;
import io.lifeboat.notifier.channel.DeliveryOutcome.Refused;
import io.lifeboat.notifier.page.Page;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

@Singleton
class EmailChannel implements Channel {

    private final MailSender client;
    private final MailSender lenient;
    private final String from;
    private final Duration timeout;
    private final String server;

    @Inject
    EmailChannel(MailClients clients, NotifierConfig config) {
        this(
                clients.create(false),
                clients.create(true),
                "the mail server " + clients.host() + ":" + clients.port(),
                config.mailFrom(),
                config.sendTimeout());
    }

    /**
     * @param client takes a mail back if one receiver is refused, and so tells whether that is for ever
     * @param lenient sends it to those who are not refused: a page to several must reach whom it can
     * @param server how reasons name it
     */
    EmailChannel(MailSender client, MailSender lenient, String server, String from, Duration timeout) {
        this.client = client;
        this.lenient = lenient;
        this.server = server;
        this.from = from;
        this.timeout = timeout;
    }

    @PreDestroy
    void close() {
        client.close();
        lenient.close();
    }

    @Override
    public ChannelId id() {
        return ChannelId.EMAIL;
    }

    @Override
    public boolean configured() {
        return true;
    }

    @Override
    public DeliveryOutcome deliver(Message message) {
        if (message.to().isEmpty()) {
            return new Refused(true, "the catalog has no contact to mail to");
        }
        try {
            MailSender way = message.to().size() == 1 ? client : lenient;
            MailResult result = way.send(mail(message, from)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Accepted(result.getMessageID());
        } catch (TimeoutException e) {
            return new Refused(true, server + " has not answered within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            return refused(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Refused(true, "interrupted while " + server + " was answering");
        }
    }

    /** A reply of 5xx is about the mail and stays; one of 53x is about our login, and an operator can mend that. */
    private Refused refused(@Nullable Throwable failure) {
        if (failure instanceof SMTPException smtp) {
            int code = smtp.getReplyCode();
            boolean retryable = code / 100 != 5 || code / 10 == 53;
            return new Refused(retryable, "%s answered %s".formatted(server, MailText.oneLine(smtp.getReplyMessage())));
        }
        return new Refused(
                true,
                "%s: %s"
                        .formatted(
                                server,
                                MailText.oneLine(failure == null ? "failed" : String.valueOf(failure.getMessage()))));
    }

    static MailMessage mail(Message message, String from) {
        Page page = message.page();
        String thread = MailText.thread(page.incident());
        MailMessage mail = new MailMessage()
                .setFrom(MailText.oneLine(from))
                .setTo(addresses(message.to()))
                .setSubject(MailText.subject(page))
                .setText(MailText.body(message))
                .addHeader("Message-ID", message.id())
                .addHeader("In-Reply-To", thread)
                .addHeader("References", thread)
                .addHeader("Auto-Submitted", "auto-generated")
                .addHeader("X-Lifeboat-Incident", page.incident().toString())
                .addHeader("X-Lifeboat-Page", page.page().toString());
        return switch (page.severity()) {
            case CRITICAL -> mail.addHeader("Importance", "high").addHeader("X-Priority", "1");
            case INFO, WARNING -> mail;
        };
    }

    private static List<String> addresses(List<Contact> contacts) {
        return contacts.stream()
                .map(contact -> MailText.oneLine(contact.email()))
                .distinct()
                .toList();
    }
}
