package io.lifeboat.notifier.delivery;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.event.Envelope;
import io.lifeboat.event.EventIds;
import io.lifeboat.event.PageEvent;
import io.lifeboat.messaging.EventReceiver;
import io.lifeboat.notifier.channel.ChannelId;
import io.lifeboat.notifier.channel.MailRehearsal;
import io.lifeboat.notifier.page.Page;
import io.lifeboat.notifier.page.PageSink;
import io.lifeboat.notifier.page.PageStore;
import io.lifeboat.service.Rehearsal;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.UUID;

/** Takes a page through the whole service, in a transaction that is rolled back, and mails it to nobody. */
@ApplicationScoped
class DeliveryRehearsal {

    private final Rehearsal rehearsal;
    private final EventReceiver receiver;
    private final PageStore pages;
    private final PageSink sink;
    private final PostgresDeliveryQueue queue;
    private final MailRehearsal mail;
    private final Catalog catalog;
    private final Clock clock;

    DeliveryRehearsal(
            Rehearsal rehearsal,
            EventReceiver receiver,
            PageStore pages,
            PageSink sink,
            PostgresDeliveryQueue queue,
            MailRehearsal mail,
            Catalog catalog,
            Clock clock) {
        this.rehearsal = rehearsal;
        this.receiver = receiver;
        this.pages = pages;
        this.sink = sink;
        this.queue = queue;
        this.mail = mail;
        this.catalog = catalog;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        rehearsal.start(this::round);
    }

    private void round() {
        UUID id = EventIds.unique();
        PageEvent raised = new PageEvent.Raised(
                id, id, "rehearsal", PageEvent.Severity.INFO, "Rehearsal", "Nobody gets this.", clock.instant(), null);
        receiver.rehearse(raised, PageEvent.class, this::deliver);
        mail.run(Addressing.message(Addressing.messageId(id, "rehearsal"), Page.of(raised), catalog.contacts()));
    }

    private void deliver(Envelope<PageEvent> envelope) {
        Page page = Page.of(envelope.event());
        pages.save(page, clock.instant());
        sink.take(page);
        queue.claimWithin(ChannelId.EMAIL, 1)
                .forEach(claim -> queue.recordWithin(claim, new DeliveryDecision.Accept("rehearsal")));
    }
}
