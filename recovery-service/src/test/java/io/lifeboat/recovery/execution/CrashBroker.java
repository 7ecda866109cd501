package io.lifeboat.recovery.execution;

import io.lifeboat.event.Envelope;
import io.lifeboat.messaging.EventSender;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes every event at once: what is on its way is looked up in the outbox. */
@Alternative
@Singleton
class CrashBroker implements EventSender {

    @Override
    public CompletionStage<Void> send(Envelope<?> envelope) {
        return CompletableFuture.completedStage(null);
    }
}
