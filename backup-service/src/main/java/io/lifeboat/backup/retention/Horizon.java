package io.lifeboat.backup.retention;

import io.lifeboat.catalog.BackupGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Up to when the rules keep a snapshot at least, whatever comes after it. Pure. */
public final class Horizon {

    /** A lock that nobody can open is not for years: the rules keep what is older. */
    static final Duration LONGEST = Duration.ofDays(35);

    private Horizon() {}

    /** @param all that there are, with this one */
    public static Instant of(String id, List<Candidate> all, BackupGroup group, Instant now) {
        Rules rules = Rules.of(group);
        Instant longest = now.plus(LONGEST);
        if (rules.nothingGoes()) {
            return longest;
        }
        Instant horizon = RetentionPolicy.decide(all, rules, List.of(), now).stream()
                .filter(verdict -> verdict.candidate().id().equals(id))
                .flatMap(verdict -> verdict instanceof Verdict.Keep keep ? keep.reasons().stream() : Stream.of())
                .map(Reason::notBefore)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(now.plus(RetentionPolicy.YOUNG));
        return horizon.isAfter(longest) ? longest : horizon;
    }
}
