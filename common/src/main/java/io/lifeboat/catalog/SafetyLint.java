package io.lifeboat.catalog;

import io.lifeboat.catalog.Procedure.Phase;
import java.util.List;
import java.util.Set;

/**
 * Refuses a procedure in which two engines could trade at once: before the night it matters, and not in it. A way to
 * {@code activate} without a confirmed {@code fence}, or from there to the end without {@code reconcile}, is enough.
 */
final class SafetyLint {

    private static final List<String> GUARDED = List.of("fence", "activate", "reconcile");
    private static final Set<String> HOLDS = Set.of("abort", "compensate");

    private final Problems problems;

    SafetyLint(Problems problems) {
        this.problems = problems;
    }

    void check(Entry file) {
        StepGraph graph = new StepGraph(file);
        List<StepEntry> steps = StepEntry.in(file).toList();
        steps.forEach(step -> {
            GUARDED.stream().filter(step.body()::has).forEach(kind -> guarded(step, kind, file));
            if (step.body().has("activate")) {
                activate(step, graph);
            }
            if (step.body().has("approve")) {
                denial(step.body());
            }
            target(step, steps);
        });
    }

    private void denial(Entry step) {
        if (step.text("on-failure", "abort").equals("continue")) {
            step.get("on-failure")
                    .problem(
                            problems,
                            "a denial that is passed over is none: write abort, compensate, ask ROLE, or goto a step that leaves out what was denied");
        }
    }

    private void activate(StepEntry step, StepGraph graph) {
        String engine = step.body().get("activate").text("engine");
        boolean unfenced = graph.reaches(
                graph.first(), step.name(), other -> other.body().text("fence").equals(engine));
        if (unfenced) {
            step.body()
                    .problem(
                            problems,
                            "the step '" + step.name() + "' activates '" + engine
                                    + "', and a run can reach it without a confirmed 'fence: " + engine + "'");
        }
        boolean unreconciled = graph.reaches(
                step.name(),
                StepGraph.END,
                other -> other.body().get("reconcile").text("engine").equals(engine));
        if (unreconciled) {
            step.body()
                    .problem(
                            problems,
                            "after the step '" + step.name() + "' a run can end with '" + engine
                                    + "' trading without a 'reconcile'");
        }
    }

    /** What keeps two engines apart is never skipped, never passed over and never done beside another step. */
    private void guarded(StepEntry step, String kind, Entry file) {
        Entry body = step.body();
        if (body.has("when")) {
            body.get("when").problem(problems, "a '" + kind + "' is never skipped: leave 'when' out");
        }
        String decision = body.text("on-failure", "abort");
        boolean asks = StepEntry.asked(decision).isPresent() && !kind.equals("fence");
        if (!HOLDS.contains(decision) && !asks) {
            body.get("on-failure")
                    .problem(
                            problems,
                            "a '" + kind + "' that has failed ends the automation: write abort"
                                    + (kind.equals("fence") ? "" : " or ask ROLE"));
        }
        if (body.has("retry") && !kind.equals("fence") && !kind.equals("reconcile")) {
            body.get("retry").problem(problems, "a '" + kind + "' is not repeated: leave 'retry' out");
        }
        boolean beside = file.find(step.phase().name().toLowerCase(java.util.Locale.ROOT) + "/*/parallel/*").stream()
                .anyMatch(member -> member.has(step.name()));
        if (beside) {
            body.problem(problems, "a '" + kind + "' runs alone: take it out of 'parallel'");
        }
    }

    /** A jump goes forward and stays in its phase, so that every run ends. */
    private void target(StepEntry step, List<StepEntry> steps) {
        String decision = step.body().text("on-failure", "abort");
        if (decision.startsWith(StepEntry.GOTO)) {
            String target = decision.substring(StepEntry.GOTO.length());
            boolean later = steps.stream()
                    .skip(steps.indexOf(step) + 1L)
                    .anyMatch(other ->
                            other.phase() == step.phase() && other.name().equals(target));
            if (!later) {
                step.body()
                        .get("on-failure")
                        .problem(
                                problems,
                                "'goto' names a later step of the same phase, and '" + target + "' is none"
                                        + Closest.to(
                                                target,
                                                steps.stream()
                                                        .map(StepEntry::name)
                                                        .toList()));
            }
        }
        boolean undone = steps.stream().anyMatch(other -> other.phase() == Phase.COMPENSATE);
        if (decision.equals("compensate") && !undone) {
            step.body()
                    .get("on-failure")
                    .problem(problems, "'compensate' is for a procedure that has the phase 'compensate'");
        }
    }
}
