package io.lifeboat.notifier;

import io.lifeboat.event.PageEvent;
import io.lifeboat.event.PageEvent.Severity;
import io.lifeboat.notifier.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Pages to test with. */
public final class Pages {

    public static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
    public static final UUID PAGE = UUID.fromString("019588a0-0000-7000-8000-00000000aaaa");
    public static final UUID INCIDENT = UUID.fromString("019588a0-0000-7000-8000-000000001a2b");

    private Pages() {}

    public static Page raised(String subject) {
        return Page.of(new PageEvent.Raised(
                PAGE,
                INCIDENT,
                "system-administrator",
                Severity.CRITICAL,
                subject,
                "GET /health answers 500.\nLifeboat restarts forex-api-server.",
                NOW,
                NOW.plus(Duration.ofMinutes(30))));
    }

    public static Page resolved(String subject) {
        return Page.of(new PageEvent.Resolved(PAGE, INCIDENT, "system-administrator", subject, "Recovered.", NOW));
    }
}
