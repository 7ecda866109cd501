package io.lifeboat.recovery.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is there when a failure comes in.
 *
 * @param open the open incident of the scenario and target
 * @param horizon up to when the failures of the scenario and target are dealt with
 * @param wider the scenario of an open incident on the target that absorbs this one
 * @param narrower the scenarios of open incidents on the target that this one absorbs
 */
record Situation(
        @Nullable OpenIncident open,
        @Nullable Instant horizon,
        @Nullable String wider,
        List<String> narrower) {

    Situation {
        narrower = List.copyOf(narrower);
    }

    /**
     * @param seenAt the newest detection that is known
     * @param clearedAt when the detector has seen it go, though nothing has verified that
     * @param flaps whether the failure comes and goes: then its going says little
     */
    record OpenIncident(
            IncidentState state, Instant seenAt, @Nullable Instant clearedAt, boolean flaps) {

        /** Whether people have it, though the failure had gone before this one was detected: then this one is another. */
        boolean goneBefore(Instant detectedAt) {
            return state == IncidentState.WITH_PEOPLE && clearedAt != null && clearedAt.isBefore(detectedAt);
        }
    }
}
