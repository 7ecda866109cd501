package io.lifeboat.sandbox.state;

import java.util.Optional;

/**
 * Whether the primary's state is copied. Once this host was activated, its copy is what trading went on from: a former primary
 * that comes back must not write over it. The next epoch that the primary is given ends that. Pure.
 */
sealed interface SyncDecision {

    String reason();

    record Copy(String reason) implements SyncDecision {}

    record Wait(String reason) implements SyncDecision {}

    /** Who may trade, as the primary has heard it. */
    record Heard(String holder, long epoch) {}

    /** @param activated the epoch under which this host was activated; 0 if it never was */
    static SyncDecision of(long activated, Optional<Heard> heard, String primary) {
        if (activated == 0) {
            return new Copy("the state of " + primary + " is copied");
        }
        return heard.filter(last -> last.holder().equals(primary) && last.epoch() > activated)
                .<SyncDecision>map(last ->
                        new Copy("the state of " + primary + " is copied, which trades under epoch " + last.epoch()))
                .orElse(new Wait("nothing is copied: this host was activated under epoch " + activated + ", and "
                        + primary + " has no later one"));
    }
}
