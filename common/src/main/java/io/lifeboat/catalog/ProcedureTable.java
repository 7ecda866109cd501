package io.lifeboat.catalog;

import io.lifeboat.catalog.Procedure.Group;
import io.lifeboat.catalog.Procedure.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A procedure's file as a record. Only of a file that was found good. */
final class ProcedureTable {

    private static final Duration A_PAGE = Duration.ofSeconds(10);

    private ProcedureTable() {}

    static Procedure procedure(Entry file, String hash) {
        Map<Phase, List<Group>> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            phases.put(
                    phase,
                    file.get(phase.name().toLowerCase(Locale.ROOT)).items().stream()
                            .map(ProcedureTable::group)
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

    private static Group group(Entry item) {
        if (!item.has("parallel")) {
            return new Group(List.of(named(item)));
        }
        List<Step> steps = new ArrayList<>();
        item.get("parallel").items().forEach(one -> steps.add(named(one)));
        return new Group(steps);
    }

    private static Step named(Entry item) {
        Map.Entry<String, Entry> only = item.entries().entrySet().iterator().next();
        return step(only.getKey(), only.getValue());
    }

    private static Step step(String name, Entry s) {
        Entry retry = s.get("retry");
        return new Step(
                name,
                s.text("title"),
                action(s),
                Step.Effect.valueOf(PlanTables.constant(s.text("effect", "idempotent"))),
                s.duration("timeout", A_PAGE),
                s.has("retry")
                        ? new Step.Retry(retry.number("attempts", 1), retry.duration("backoff"))
                        : new Step.Retry(1, Duration.ZERO),
                onFailure(s.text("on-failure", "abort")),
                s.has("verify")
                        ? new Step.Verify(
                                s.get("verify").text("probe"), s.get("verify").textOrNull("equals"))
                        : null);
    }

    private static Step.Action action(Entry s) {
        if (s.has("ssh")) {
            Entry ssh = s.get("ssh");
            return new Step.SshAction(
                    ssh.text("host"), ssh.text("run"), ssh.textOrNull("until"), ssh.textOrNull("since"));
        }
        if (s.has("probe")) {
            return new Step.ProbeAction(s.text("probe"), s.textOrNull("equals"));
        }
        if (s.has("page")) {
            Entry page = s.get("page");
            return new Step.PageAction(page.text("role"), page.text("text"), page.flag("resolve"));
        }
        if (s.has("backup")) {
            Entry backup = s.get("backup");
            return backup.has("take")
                    ? new Step.BackupAction("take", backup.text("take"))
                    : new Step.BackupAction("verify", backup.text("verify"));
        }
        Entry manual = s.get("manual");
        return new Step.ManualAction(manual.text("role"), manual.text("question"));
    }

    private static Step.OnFailure onFailure(String text) {
        return switch (text) {
            case "abort" -> new Step.Abort();
            case "continue" -> new Step.Continue();
            case "alternative" -> new Step.Alternative();
            default -> new Step.Ask(StepEntry.asked(text).orElseThrow());
        };
    }
}
