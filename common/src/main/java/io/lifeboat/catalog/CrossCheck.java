package io.lifeboat.catalog;

import io.lifeboat.catalog.Tables.Kind;
import java.util.List;

/** Every id that one part names must be in another. Works on files that have other mistakes, too, so that all are told at once. */
final class CrossCheck {

    private static final List<Reference> REFERENCES = List.of(
            new Reference("components", "components/*/host", Kind.HOST),
            new Reference("components", "components/*/contact", Kind.CONTACT),
            new Reference("detection", "probes/*/component", Kind.COMPONENT),
            new Reference("detection", "probes/*/ssh/host", Kind.HOST),
            new Reference("detection", "logs/*/component", Kind.COMPONENT),
            new Reference("detection", "logs/*/host", Kind.HOST),
            new Reference("scenarios", "scenarios/*/component", Kind.COMPONENT),
            new Reference("scenarios", "scenarios/*/needs/*/symptom", Kind.SYMPTOM),
            new Reference("scenarios", "scenarios/*/needs/*/any-of/*", Kind.SYMPTOM),
            new Reference("scenarios", "scenarios/*/supported-by/*", Kind.SYMPTOM),
            new Reference("scenarios", "scenarios/*/contradicted-by/*", Kind.SYMPTOM),
            new Reference("scenarios", "scenarios/*/absorbs/*", Kind.SCENARIO),
            new Reference("scenarios", "scenarios/*/procedure", Kind.PROCEDURE),
            new Reference("backups", "backups/*/sources/*/host", Kind.HOST));

    private static final List<Reference> OF_A_STEP = List.of(
            new Reference("", "ssh/host", Kind.HOST),
            new Reference("", "probe", Kind.PROBE),
            new Reference("", "page/role", Kind.CONTACT),
            new Reference("", "backup/take", Kind.BACKUP),
            new Reference("", "backup/verify", Kind.BACKUP),
            new Reference("", "manual/role", Kind.CONTACT),
            new Reference("", "verify/probe", Kind.PROBE));

    private final Tables tables;
    private final Problems problems;

    CrossCheck(Tables tables, Problems problems) {
        this.tables = tables;
        this.problems = problems;
    }

    void run() {
        REFERENCES.forEach(reference ->
                tables.find(reference.table, reference.path).forEach(id -> known(reference.kind, id, id.text())));
        tables.find("detection", "probes/*/ssh/host").forEach(this::hasLogin);
        tables.procedures().forEach(this::procedure);
    }

    private void procedure(Entry file) {
        file.find("component").forEach(component -> known(Kind.COMPONENT, component, component.text()));
        StepEntry.in(file).map(StepEntry::body).forEach(step -> {
            OF_A_STEP.forEach(
                    reference -> step.find(reference.path).forEach(id -> known(reference.kind, id, id.text())));
            step.find("ssh/host").forEach(this::hasLogin);
            step.find("on-failure")
                    .forEach(decision ->
                            StepEntry.asked(decision.text()).ifPresent(role -> known(Kind.CONTACT, decision, role)));
        });
    }

    private void known(Kind kind, Entry where, String id) {
        if (where.json().isValueNode()) {
            tables.ids(kind)
                    .filter(ids -> !ids.contains(id))
                    .ifPresent(ids ->
                            where.problem(problems, "no " + kind.noun() + " '" + id + "'" + Closest.to(id, ids)));
        }
    }

    private void hasLogin(Entry name) {
        boolean without = tables.find("hosts", "hosts").stream()
                .filter(hosts -> hosts.has(name.text()))
                .anyMatch(hosts -> !hosts.get(name.text()).has("ssh"));
        if (without) {
            name.problem(problems, "the host '" + name.text() + "' has no 'ssh' in hosts.yaml");
        }
    }

    /** Where an id of a kind is named. */
    private record Reference(String table, String path, Kind kind) {}
}
