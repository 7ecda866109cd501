package io.lifeboat.catalog;

import io.lifeboat.catalog.Procedure.Phase;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every id that one part names must be in another. */
final class CrossCheck {

    private final Map<String, YamlDocument> documents;
    private final Catalog catalog;
    private final Problems problems;

    CrossCheck(Map<String, YamlDocument> documents, Catalog catalog, Problems problems) {
        this.documents = documents;
        this.catalog = catalog;
        this.problems = problems;
    }

    void run() {
        catalog.components().values().forEach(component -> {
            String at = "/components/" + component.id();
            if (component.host() != null) {
                known(
                        "components.yaml",
                        at + "/host",
                        "host",
                        component.host(),
                        catalog.hosts().keySet());
            }
            known(
                    "components.yaml",
                    at + "/contact",
                    "contact",
                    component.contact(),
                    catalog.contacts().keySet());
        });
        catalog.probes().values().forEach(this::probe);
        catalog.logs().values().forEach(log -> {
            known(
                    "detection.yaml",
                    "/logs/" + log.id() + "/component",
                    "component",
                    log.component(),
                    catalog.components().keySet());
            known(
                    "detection.yaml",
                    "/logs/" + log.id() + "/host",
                    "host",
                    log.host(),
                    catalog.hosts().keySet());
        });
        catalog.scenarios().values().forEach(this::scenario);
        catalog.procedures().values().forEach(this::procedure);
        catalog.backups().values().forEach(this::backup);
    }

    private void probe(ProbeSpec probe) {
        String at = "/probes/" + probe.id();
        known(
                "detection.yaml",
                at + "/component",
                "component",
                probe.component(),
                catalog.components().keySet());
        if (probe.check() instanceof ProbeSpec.SshCommand ssh) {
            sshHost("detection.yaml", at + "/ssh/host", ssh.host());
        }
    }

    private void scenario(Scenario scenario) {
        String at = "/scenarios/" + scenario.id();
        known(
                "scenarios.yaml",
                at + "/component",
                "component",
                scenario.component(),
                catalog.components().keySet());
        Set<String> symptoms = symptoms();
        for (int i = 0; i < scenario.needs().size(); i++) {
            for (String symptom : scenario.needs().get(i).anyOf()) {
                known("scenarios.yaml", at + "/needs/" + i, "probe or log that sees the symptom", symptom, symptoms);
            }
        }
        each(at + "/supported-by", "probe or log that sees the symptom", scenario.supportedBy(), symptoms);
        each(at + "/contradicted-by", "probe or log that sees the symptom", scenario.contradictedBy(), symptoms);
        each(
                at + "/absorbs",
                "scenario",
                scenario.absorbs(),
                catalog.scenarios().keySet());
        String procedure = scenario.procedure();
        if (procedure != null) {
            known(
                    "scenarios.yaml",
                    at + "/procedure",
                    "procedure",
                    procedure,
                    catalog.procedures().keySet());
        }
    }

    private void procedure(Procedure procedure) {
        String file = "procedures/" + procedure.id() + ".yaml";
        known(
                file,
                "/component",
                "component",
                procedure.component(),
                catalog.components().keySet());
        procedure.phases().forEach((phase, groups) -> {
            String name = phase.name().toLowerCase(Locale.ROOT);
            for (int i = 0; i < groups.size(); i++) {
                List<Step> steps = groups.get(i).steps();
                for (int j = 0; j < steps.size(); j++) {
                    String single = "/" + name + "/" + i + "/" + steps.get(j).name();
                    String parallel = "/" + name + "/" + i + "/parallel/" + j + "/"
                            + steps.get(j).name();
                    boolean alone = documentOf(file).positions().containsKey(single);
                    step(file, alone ? single : parallel, phase, procedure, steps.get(j));
                }
            }
        });
    }

    private void step(String file, String at, Phase phase, Procedure procedure, Step step) {
        switch (step.action()) {
            case Step.SshAction ssh -> sshHost(file, at + "/ssh/host", ssh.host());
            case Step.ProbeAction probe ->
                known(
                        file,
                        at + "/probe",
                        "probe",
                        probe.probe(),
                        catalog.probes().keySet());
            case Step.PageAction page ->
                known(
                        file,
                        at + "/page/role",
                        "contact",
                        page.role(),
                        catalog.contacts().keySet());
            case Step.BackupAction backup ->
                known(
                        file,
                        at + "/backup/" + backup.verb(),
                        "backup",
                        backup.backup(),
                        catalog.backups().keySet());
            case Step.ManualAction manual ->
                known(
                        file,
                        at + "/manual/role",
                        "contact",
                        manual.role(),
                        catalog.contacts().keySet());
        }
        Step.Verify verify = step.verify();
        if (verify != null) {
            known(
                    file,
                    at + "/verify/probe",
                    "probe",
                    verify.probe(),
                    catalog.probes().keySet());
        }
        if (step.onFailure() instanceof Step.Ask ask) {
            known(
                    file,
                    at + "/on-failure",
                    "contact",
                    ask.role(),
                    catalog.contacts().keySet());
        }
        if (step.onFailure() instanceof Step.Alternative
                && (phase != Phase.RECOVER
                        || procedure
                                .phases()
                                .getOrDefault(Phase.ALTERNATIVE, List.of())
                                .isEmpty())) {
            problems.add(
                    documentOf(file),
                    at + "/on-failure",
                    "'alternative' is for a step of 'recover' in a procedure that has the phase 'alternative'");
        }
    }

    private void backup(BackupGroup backup) {
        for (int i = 0; i < backup.sources().size(); i++) {
            known(
                    "backups.yaml",
                    "/backups/" + backup.id() + "/sources/" + i + "/host",
                    "host",
                    backup.sources().get(i).host(),
                    catalog.hosts().keySet());
        }
    }

    private void sshHost(String file, String pointer, String host) {
        known(file, pointer, "host", host, catalog.hosts().keySet());
        Host found = catalog.hosts().get(host);
        if (found != null && found.ssh() == null) {
            problems.add(documentOf(file), pointer, "the host '" + host + "' has no 'ssh' in hosts.yaml");
        }
    }

    private Set<String> symptoms() {
        Set<String> symptoms = new HashSet<>();
        catalog.probes().values().forEach(probe -> {
            ProbeSpec.Watch watch = probe.watch();
            if (watch != null) {
                symptoms.add(watch.symptom());
            }
        });
        catalog.logs().values().forEach(log -> log.symptoms().forEach(symptom -> symptoms.add(symptom.symptom())));
        return symptoms;
    }

    private void each(String at, String what, List<String> ids, Collection<String> known) {
        for (int i = 0; i < ids.size(); i++) {
            known("scenarios.yaml", at + "/" + i, what, ids.get(i), known);
        }
    }

    private void known(String file, String pointer, String what, String id, Collection<String> known) {
        if (!known.contains(id)) {
            problems.add(documentOf(file), pointer, "no " + what + " '" + id + "'" + Closest.to(id, known));
        }
    }

    private YamlDocument documentOf(String file) {
        YamlDocument document = documents.get(file);
        if (document == null) {
            throw new IllegalStateException("nothing was read from " + file);
        }
        return document;
    }
}
