package io.lifeboat.detector.logs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one symptom's pattern has found so far.
 *
 * @param matches when, the newest last: as many as the symptom needs
 * @param line the newest line that has matched
 * @param presentSince none while the symptom is not there
 */
record Counted(
        List<Instant> matches,
        @Nullable String line,
        @Nullable Instant presentSince) {

    static final Counted NOTHING = new Counted(List.of(), null, null);

    Counted {
        matches = List.copyOf(matches);
    }

    Counted present(@Nullable Instant since) {
        return new Counted(matches, line, since);
    }
}
