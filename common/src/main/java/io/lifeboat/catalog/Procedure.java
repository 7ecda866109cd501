package io.lifeboat.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A recovery procedure: the plan's steps for one scenario.
 *
 * @param phases in the order of {@link Phase}; a phase that the procedure does not have is an empty list
 * @param hash SHA-256 of the procedure's file, in hex: what a run is pinned to
 */
public record Procedure(
        String id, String component, Mode mode, Budget budget, Map<Phase, List<Group>> phases, String hash) {

    public enum Mode {
        OBSERVE,
        SUGGEST,
        APPROVE,
        AUTO
    }

    /** In the order in which a run goes through them. */
    public enum Phase {
        IMMEDIATE,
        ASSESS,
        RECOVER,
        ALTERNATIVE,
        VERIFY,
        RESOLVE
    }

    /** At most this many automatic runs for one target in a window. */
    public record Budget(int attempts, Duration per) {}

    /** Steps that run side by side. A step that runs alone is a group of one. */
    public record Group(List<Step> steps) {
        public Group {
            steps = List.copyOf(steps);
        }
    }
}
