package io.lifeboat.catalog;

import io.lifeboat.catalog.Procedure.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every way that a run can take through a procedure: after a step comes the next one, the one that a {@code goto} names, or
 * the alternative recovery. Steps that run side by side are taken one after another, which loses no way: all of them end
 * before the run goes on.
 */
final class StepGraph {

    /** Where a run ends recovered. */
    static final String END = "(the end)";

    private final List<StepEntry> steps;
    private final Map<String, Set<String>> next = new HashMap<>();

    StepGraph(Entry file) {
        steps = StepEntry.in(file)
                .filter(step -> step.phase() != Phase.COMPENSATE)
                .toList();
        steps.forEach(this::connect);
    }

    /** Whether a run can come to {@code to} without passing a step that blocks. */
    boolean reaches(String from, String to, Predicate<StepEntry> blocks) {
        Deque<String> open = new ArrayDeque<>(List.of(from));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String name = open.remove();
            if (name.equals(to)) {
                return true;
            }
            boolean blocked = steps.stream().anyMatch(step -> step.name().equals(name) && blocks.test(step));
            if (!blocked) {
                next.getOrDefault(name, Set.of()).stream().filter(seen::add).forEach(open::add);
            }
        }
        return false;
    }

    String first() {
        return steps.isEmpty() ? END : steps.getFirst().name();
    }

    private void connect(StepEntry step) {
        Set<String> after = next.computeIfAbsent(step.name(), name -> new HashSet<>());
        after.add(following(step));
        String decision = step.body().text("on-failure", "abort");
        if (decision.startsWith(StepEntry.GOTO)) {
            after.add(decision.substring(StepEntry.GOTO.length()));
        }
        boolean detour = decision.equals("alternative") || step.phase() == Phase.VERIFY;
        if (detour) {
            after.addAll(firstOf(Phase.ALTERNATIVE));
        }
    }

    /** The alternative follows the recovery only where that asks for it. */
    private String following(StepEntry step) {
        int at = steps.indexOf(step);
        List<StepEntry> rest = steps.subList(at + 1, steps.size());
        return rest.stream()
                .filter(other -> step.phase() == Phase.ALTERNATIVE || other.phase() != Phase.ALTERNATIVE)
                .map(StepEntry::name)
                .findFirst()
                .orElse(END);
    }

    private List<String> firstOf(Phase phase) {
        return new ArrayList<>(steps.stream()
                .filter(step -> step.phase() == phase)
                .map(StepEntry::name)
                .limit(1)
                .toList());
    }
}
