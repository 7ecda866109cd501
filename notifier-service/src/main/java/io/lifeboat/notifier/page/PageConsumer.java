package io.lifeboat.notifier.page;

import io.lifeboat.event.Envelope;
import io.lifeboat.event.PageEvent;
import io.lifeboat.messaging.EventReceiver;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class PageConsumer {

    private final EventReceiver receiver;
    private final PageStore pages;
    private final PageSink sink;
    private final Clock clock;

    PageConsumer(EventReceiver receiver, PageStore pages, PageSink sink, Clock clock) {
        this.receiver = receiver;
        this.pages = pages;
        this.sink = sink;
        this.clock = clock;
    }

    @Incoming("pages")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) {
        receiver.receive(record, PageEvent.class, this::take);
        sink.committed();
    }

    private void take(Envelope<PageEvent> envelope) {
        Page page = Page.of(envelope.event());
        if (pages.save(page, clock.instant())) {
            sink.take(page);
        }
    }
}
