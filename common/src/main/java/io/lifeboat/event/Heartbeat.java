package io.lifeboat.event;

import java.time.Instant;

/**
 * A service of Lifeboat lives.
 *
 * @param instance which replica
 */
public record Heartbeat(String service, String instance, Instant startedAt, Instant at) implements Event {

    @Override
    public String key() {
        return service;
    }
}
