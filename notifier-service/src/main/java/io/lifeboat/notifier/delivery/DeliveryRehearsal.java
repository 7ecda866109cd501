package io.lifeboat.notifier.delivery;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.PageEvent;
import io.lifeboat.notifier.channel.ChannelId;
import io.lifeboat.notifier.channel.MailRehearsal;
import io.lifeboat.notifier.page.Page;
import io.lifeboat.notifier.page.PageSink;
import io.lifeboat.notifier.page.PageStore;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes a page through the whole service at the start, in a transaction that is rolled back, so that the first real one finds everything warm. */
@ApplicationScoped
class DeliveryRehearsal {

    private static final Logger LOG = Logger.getLogger(DeliveryRehearsal.class);

    private final PageStore pages;
    private final PageSink sink;
    private final PostgresDeliveryQueue queue;
    private final MailRehearsal mail;
    private final Catalog catalog;
    private final Clock clock;

    DeliveryRehearsal(
            PageStore pages,
            PageSink sink,
            PostgresDeliveryQueue queue,
            MailRehearsal mail,
            Catalog catalog,
            Clock clock) {
        this.pages = pages;
        this.sink = sink;
        this.queue = queue;
        this.mail = mail;
        this.catalog = catalog;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("rehearsal").start(this::rehearse);
    }

    private void rehearse() {
        UUID id = EventIds.unique();
        Page page = Page.of(new PageEvent.Raised(
                id, id, "rehearsal", PageEvent.Severity.INFO, "Rehearsal", "Nobody gets this.", clock.instant(), null));
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                pages.save(page, clock.instant());
                sink.take(page);
                List<Claim> claims = queue.claimWithin(ChannelId.EMAIL, 1);
                claims.forEach(claim -> queue.recordWithin(claim, new DeliveryDecision.Accept("rehearsal")));
                QuarkusTransaction.setRollbackOnly();
            });
        } catch (RuntimeException e) {
            LOG.debugf("the rehearsal failed, so the first page is slower: %s", e.getMessage());
        }
        mail.run(Addressing.message(Addressing.messageId(id, "rehearsal"), page, catalog.contacts()));
    }
}
