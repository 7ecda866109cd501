package io.lifeboat.event;

/**
 * Anything that one service tells another. Fields are only ever added, and every added field is optional: an event
 * that was released once must decode for ever (the golden files under {@code src/test/resources/golden} hold that).
 */
public sealed interface Event
        permits Observation,
                FailureEvent,
                IncidentEvent,
                BackupCommand,
                BackupEvent,
                PageEvent,
                DeliveryEvent,
                Heartbeat,
                AuthorityGranted {

    /** The Kafka key, and the CloudEvent's subject: events with one key stay in order. */
    String key();
}
