package io.lifeboat.recovery.plan;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a procedure would do now.
 *
 * @param hash of the procedure: what an approval is bound to
 * @param good whether everything that was looked at is
 * @param conditions of the run as a whole: mode, budget, halts
 * @param steps in the order in which they run, if nothing fails; the phases {@code alternative} and {@code compensate} only run if something does
 */
public record ProcedurePlan(
        String procedure,
        String target,
        String mode,
        String hash,
        boolean good,
        List<Finding> conditions,
        List<PlannedStep> steps) {

    public ProcedurePlan {
        conditions = List.copyOf(conditions);
        steps = List.copyOf(steps);
    }

    /**
     * @param parallel whether it runs beside others
     * @param does in words, such as {@code ssh standby-server: supervisorctl status}
     * @param when its condition, and what it comes to before anything has happened; none: it always runs
     */
    public record PlannedStep(
            String phase,
            String step,
            String title,
            boolean parallel,
            String does,
            String effect,
            String timeout,
            String onFailure,
            @Nullable String when,
            List<Finding> checks) {

        public PlannedStep {
            checks = List.copyOf(checks);
        }
    }

    static boolean good(List<Finding> conditions, List<PlannedStep> steps) {
        return Stream.concat(conditions.stream(), steps.stream().flatMap(step -> step.checks().stream()))
                .allMatch(Finding::good);
    }
}
