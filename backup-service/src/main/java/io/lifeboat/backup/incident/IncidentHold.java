package io.lifeboat.backup.incident;

import io.lifeboat.backup.retention.Hold;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an incident holds of one component.
 *
 * @param snapshot none if none was chosen yet
 * @param until none while the incident is open
 */
record IncidentHold(
        UUID incident,
        String component,
        String scenario,
        Instant detectedAt,
        @Nullable String snapshot,
        @Nullable Instant until) {

    IncidentHold of(String chosen) {
        return new IncidentHold(incident, component, scenario, detectedAt, chosen, until);
    }

    /** One for each incident: placed again, it takes its own place. */
    Hold hold() {
        return new Hold(snapshot, "incident " + incident, scenario + ", detected " + detectedAt, detectedAt, until);
    }
}
