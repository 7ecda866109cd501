package io.lifeboat.backup.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants it kept, whatever the rules say.
 *
 * @param snapshot which one; none for every snapshot of the component
 * @param by who, such as a person or {@code incident 4711}
 * @param until none: until it is released
 */
public record Hold(
        @Nullable String snapshot,
        String by,
        String reason,
        Instant since,
        @Nullable Instant until) {

    boolean covers(Candidate one) {
        return snapshot == null || snapshot.equals(one.id());
    }

    public boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
