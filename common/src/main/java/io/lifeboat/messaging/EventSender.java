package io.lifeboat.messaging;

import io.lifeboat.event.Envelope;
import java.util.concurrent.CompletionStage;

/** The way to the broker. */
public interface EventSender {

    /**
     * Sends one event to its topic under its key.
     *
     * @return completes when the broker has acknowledged it on all in-sync replicas; fails if it has not in time, and
     *     then nobody knows whether it arrived: send it again under the same id
     */
    CompletionStage<Void> send(Envelope<?> envelope);
}
