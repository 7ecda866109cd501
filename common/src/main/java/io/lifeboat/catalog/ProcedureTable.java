package io.lifeboat.catalog;

import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Procedure.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A procedure's file as a record. Only of a file that was found good. */
final class ProcedureTable {

    private static final Duration A_PAGE = Duration.ofSeconds(10);

    private final ActionTable actions;

    ProcedureTable(Map<String, Entry> hosts) {
        this.actions = new ActionTable(hosts);
    }

    Procedure procedure(Entry file, String hash) {
        Map<Phase, List<Group>> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            phases.put(
                    phase,
                    file.get(phase.name().toLowerCase(Locale.ROOT)).items().stream()
                            .map(this::group)
                            .toList());
        }
        return new Procedure(
                file.text("procedure"),
                file.text("component"),
                Procedure.Mode.valueOf(PlanTables.constant(file.text("mode"))),
                new Procedure.Budget(
                        file.get("budget").number("attempts", 1),
                        file.get("budget").duration("per")),
                java.util.Collections.unmodifiableMap(phases),
                hash);
    }

    private Group group(Entry item) {
        if (!item.has("parallel")) {
            return new Group(List.of(named(item)));
        }
        List<Step> steps = new ArrayList<>();
        item.get("parallel").items().forEach(one -> steps.add(named(one)));
        return new Group(steps);
    }

    private Step named(Entry item) {
        Map.Entry<String, Entry> only = item.entries().entrySet().iterator().next();
        return step(only.getKey(), only.getValue());
    }

    private Step step(String name, Entry s) {
        Entry retry = s.get("retry");
        return new Step(
                name,
                s.text("title"),
                actions.action(s),
                Step.Effect.valueOf(PlanTables.constant(s.text("effect", "idempotent"))),
                s.duration("timeout", A_PAGE),
                s.has("retry")
                        ? new Step.Retry(retry.number("attempts", 1), retry.duration("backoff"), faults(retry))
                        : new Step.Retry(1, Duration.ZERO),
                onFailure(s.text("on-failure", "abort")),
                s.has("verify")
                        ? new Step.Verify(
                                s.get("verify").text("probe"), s.get("verify").textOrNull("equals"))
                        : null,
                s.textOrNull("when"));
    }

    private static Set<Fault> faults(Entry retry) {
        return retry.has("on")
                ? retry.texts("on").stream()
                        .map(PlanTables::constant)
                        .map(Fault::valueOf)
                        .collect(Collectors.toSet())
                : Set.of(Fault.values());
    }

    private static Step.OnFailure onFailure(String text) {
        if (text.startsWith(StepEntry.GOTO)) {
            return new Step.GoTo(text.substring(StepEntry.GOTO.length()));
        }
        return switch (text) {
            case "abort" -> new Step.Abort();
            case "continue" -> new Step.Continue();
            case "alternative" -> new Step.Alternative();
            case "compensate" -> new Step.Compensate();
            default -> new Step.Ask(StepEntry.asked(text).orElseThrow());
        };
    }
}
