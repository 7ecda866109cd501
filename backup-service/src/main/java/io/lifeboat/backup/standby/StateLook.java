package io.lifeboat.backup.standby;

import java.util.List;

/** What came of one look at a state and its copy. */
sealed interface StateLook {

    record Compared(List<Difference> differences) implements StateLook {
        public Compared {
            differences = List.copyOf(differences);
        }
    }

    /** The copy is not there, or its host is not. */
    record CopyUnreadable(String reason) implements StateLook {}

    /** Then nobody can say what the copy lacks. That its host is away, is the detector's to tell. */
    record PrimaryUnreadable(String reason) implements StateLook {}

    /** The primary is not who trades: nothing is copied from it. */
    record NotTrading(String holder) implements StateLook {}
}
