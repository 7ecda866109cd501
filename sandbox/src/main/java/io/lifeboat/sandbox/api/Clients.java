package io.lifeboat.sandbox.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who has called lately. Thread-safe. */
final class Clients {

    private static final Duration CONNECTED = Duration.ofSeconds(2);

    private final Map<String, Instant> lastSeen = new ConcurrentHashMap<>();

    void seen(String client, Instant now) {
        lastSeen.put(client, now);
    }

    String state(String client, Instant now) {
        Instant last = lastSeen.get(client);
        return last != null && last.plus(CONNECTED).isAfter(now) ? "connected" : "disconnected";
    }
}
