package io.lifeboat.backup.retention;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of a snapshot, and why. */
public sealed interface Verdict {

    Candidate candidate();

    /** @param reasons one at least */
    record Keep(Candidate candidate, List<Reason> reasons) implements Verdict {
        public Keep {
            reasons = List.copyOf(reasons);
        }

        /** The earliest that it can go; none if nobody can say. */
        public @Nullable Instant notBefore() {
            return reasons.stream().anyMatch(reason -> reason.notBefore() == null)
                    ? null
                    : reasons.stream()
                            .map(reason -> Objects.requireNonNull(reason.notBefore()))
                            .max(Instant::compareTo)
                            .orElse(null);
        }
    }

    /** @param since when the last reason to keep it was gone */
    record Expire(Candidate candidate, String reason, Instant since) implements Verdict {}
}
