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
            new Reference("detection", "probes/*/sql/host", Kind.HOST),
            new Reference("detection", "probes/*/from", Kind.HOST),
            new Reference("detection", "logs/*/component", Kind.COMPONENT),
            new Reference("detection", "logs/*/host", Kind.HOST),
            new Reference("scenarios", "scenarios/*/component", Kind.COMPONENT),
            new Reference("scenarios", "scenarios/*/needs/*/symptom", Kind.SYMPTOM),
            new Reference("scenarios", "scenarios/*/needs/*/any-of/*", Kind.SYMPTOM),
            new Reference("scenarios", "scenarios/*/supported-by/*", Kind.SYMPTOM),
            new Reference("scenarios", "scenarios/*/contradicted-by/*", Kind.SYMPTOM),
            new Reference("scenarios", "scenarios/*/absorbs/*", Kind.SCENARIO),
            new Reference("scenarios", "scenarios/*/procedure", Kind.PROCEDURE),
            new Reference("backups", "backups/*/sources/*/host", Kind.HOST),
            new Reference("backups", "backups/*/consistent-with/host", Kind.HOST),
            new Reference("backups", "backups/*/image/host", Kind.HOST),
            new Reference("backups", "backups/*/kinds/*/taken-as", Kind.BACKUP),
            new Reference("backups", "backups/*/kinds/*/standby/host", Kind.HOST),
            new Reference("backups", "backups/*/kinds/*/standby/component", Kind.COMPONENT));

    private static final List<Reference> OF_A_STEP = List.of(
            new Reference("", "ssh/host", Kind.HOST),
            new Reference("", "probe", Kind.PROBE),
            new Reference("", "page/role", Kind.CONTACT),
            new Reference("", "backup/take", Kind.BACKUP),
            new Reference("", "backup/verify", Kind.BACKUP),
            new Reference("", "backup/restore", Kind.BACKUP),
            new Reference("", "sql/host", Kind.HOST),
            new Reference("", "supervisor/host", Kind.HOST),
            new Reference("", "config/host", Kind.HOST),
            new Reference("", "checksum/host", Kind.HOST),
            new Reference("", "dns/to", Kind.HOST),
            new Reference("", "activate/host", Kind.HOST),
            new Reference("", "fence", Kind.COMPONENT),
            new Reference("", "activate/engine", Kind.COMPONENT),
            new Reference("", "reconcile/engine", Kind.COMPONENT),
            new Reference("", "approve/role", Kind.CONTACT),
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
        tables.find("detection", "probes/*/sql").forEach(this::hasDatabase);
        tables.find("backups", "backups/*/sources/*").stream()
                .filter(source -> source.has("database"))
                .forEach(this::hasDatabase);
        tables.find("backups", "backups/*/consistent-with").forEach(this::hasDatabase);
        tables.find("backups", "backups/*").stream()
                .filter(group -> group.has("drill"))
                .forEach(this::hasKind);
        tables.find("backups", "backups/*").stream()
                .filter(group -> group.has("image"))
                .forEach(this::isOfAnImageAlone);
        tables.find("backups", "backups/*").forEach(this::isCopyOfOneSource);
        tables.procedures().forEach(this::procedure);
    }

    private void procedure(Entry file) {
        file.find("component").forEach(component -> known(Kind.COMPONENT, component, component.text()));
        StepEntry.in(file).map(StepEntry::body).forEach(step -> {
            OF_A_STEP.forEach(
                    reference -> step.find(reference.path).forEach(id -> known(reference.kind, id, id.text())));
            List.of("ssh/host", "config/host", "checksum/host", "activate/host")
                    .forEach(login -> step.find(login).forEach(this::hasLogin));
            step.find("sql").forEach(this::hasDatabase);
            step.find("dns").forEach(dns -> needs(dns, "dns", "zone and servers"));
            List.of("fence", "reconcile")
                    .forEach(key -> step.find(key).forEach(one -> needs(one, "order-gateway", "url and token")));
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

    private void hasDatabase(Entry sql) {
        boolean without = tables.find("hosts", "hosts").stream()
                .filter(hosts -> hosts.has(sql.text("host")))
                .anyMatch(hosts -> !hosts.get(sql.text("host")).get("databases").has(sql.text("database")));
        if (without) {
            sql.get("database")
                    .problem(
                            problems,
                            "the host '" + sql.text("host") + "' has no database '" + sql.text("database")
                                    + "' in hosts.yaml");
        }
    }

    private void hasKind(Entry group) {
        Entry after = group.get("drill").get("after");
        if (after.json().isTextual() && !group.get("kinds").has(after.text())) {
            after.problem(problems, "the backup has no kind '" + after.text() + "'");
        }
    }

    /** What only files or a database have would be passed over in silence. */
    private void isOfAnImageAlone(Entry group) {
        for (String other : List.of("sources", "consistent-with", "drill")) {
            if (group.has(other)) {
                group.get(other).problem(problems, "a backup with an 'image' has no '" + other + "'");
            }
        }
    }

    /** What is compared is one tree with one tree, and a copy beside its source is lost with it. */
    private void isCopyOfOneSource(Entry group) {
        List<Entry> sources = group.find("sources/*");
        group.find("kinds/*").stream().filter(kind -> kind.has("standby")).forEach(kind -> {
            Entry standby = kind.get("standby");
            if (sources.size() != 1 || sources.getFirst().has("database")) {
                standby.problem(
                        problems, "a 'standby' is the copy of one source, of files, and the backup has no such");
            } else if (standby.text("host").equals(sources.getFirst().text("host"))) {
                standby.get("host").problem(problems, "the standby's copy is on the host of the source itself");
            }
            if (!kind.text("frequency", "").equals("continuous")) {
                standby.problem(problems, "a kind with a 'standby' is 'continuous'");
            }
        });
    }

    private void needs(Entry step, String section, String what) {
        if (tables.file("hosts").isPresent() && tables.find("hosts", section).isEmpty()) {
            step.problem(problems, "hosts.yaml has no '" + section + "' (" + what + ") yet");
        }
    }

    /** Where an id of a kind is named. */
    private record Reference(String table, String path, Kind kind) {}
}
