package io.lifeboat.notifier.channel;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import java.util.concurrent.CompletableFuture;

/**
 * A mail client that is only ever called on one event loop. Called from any other thread it connects on one event loop
 * and listens from another, and what the server says in between, its greeting mostly, is lost.
 */
final class MailSender implements AutoCloseable {

    private final MailClient client;
    private final Context loop;

    /** Not to be called on a worker thread of Vert.x: that would become the loop. */
    MailSender(Vertx vertx, MailConfig config) {
        this.client = MailClient.create(vertx, config);
        this.loop = vertx.getOrCreateContext();
        if (!loop.isEventLoopContext()) {
            throw new IllegalStateException("the mail client must be made outside of Vert.x's worker threads");
        }
    }

    CompletableFuture<MailResult> send(MailMessage mail) {
        CompletableFuture<MailResult> sent = new CompletableFuture<>();
        loop.runOnContext(ignored -> {
            try {
                client.sendMail(mail).onComplete(sent::complete, sent::completeExceptionally);
            } catch (RuntimeException e) {
                sent.completeExceptionally(e);
            }
        });
        return sent;
    }

    @Override
    public void close() {
        client.close();
    }
}
