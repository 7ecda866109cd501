package io.lifeboat.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person must know. Keyed by incident. */
public sealed interface PageEvent extends Event {

    UUID incident();

    /** A role of the catalog's contacts. */
    String role();

    String subject();

    String body();

    Instant at();

    @Override
    default String key() {
        return incident().toString();
    }

    enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }

    /**
     * @param page the page's own id, the same when it is published again
     * @param deadline until when somebody should have reacted
     */
    record Raised(
            UUID page,
            UUID incident,
            String role,
            Severity severity,
            String subject,
            String body,
            Instant at,
            @Nullable Instant deadline)
            implements PageEvent {}

    /** The trouble that the incident's pages were about is over. */
    record Resolved(UUID page, UUID incident, String role, String subject, String body, Instant at)
            implements PageEvent {}
}
