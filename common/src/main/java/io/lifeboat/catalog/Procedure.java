package io.lifeboat.catalog;

import io.lifeboat.catalog.action.ApproveAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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

    /** The same, after a person of the role has approved it. */
    public Procedure approvedBy(String role) {
        Step approve = new Step(
                "approve-procedure",
                "Approve the procedure " + id,
                new ApproveAction(
                        role, "Shall Lifeboat run the procedure '" + id + "' now?", 1, Duration.ofMinutes(30)),
                Step.Effect.IDEMPOTENT,
                Duration.ofSeconds(10),
                new Step.Retry(1, Duration.ZERO),
                new Step.Abort(),
                null);
        Map<Phase, List<Group>> with = new EnumMap<>(phases);
        List<Group> first = new ArrayList<>(List.of(new Group(List.of(approve))));
        first.addAll(phases.getOrDefault(Phase.IMMEDIATE, List.of()));
        with.put(Phase.IMMEDIATE, List.copyOf(first));
        return new Procedure(id, component, mode, budget, with, hash);
    }

    /** The same, in another mode than the plan's: it has made a bad call, or a person has started it. */
    public Procedure in(Mode other) {
        return new Procedure(id, component, other, budget, phases, hash);
    }

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
        RESOLVE,
        /** Only after a step that has failed with {@code on-failure: compensate}. */
        COMPENSATE
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
