package io.lifeboat.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the plan leaves open, said once for each kind of gap. */
final class CatalogWarnings {

    private CatalogWarnings() {}

    static List<String> of(Catalog catalog) {
        List<String> warnings = new ArrayList<>();
        contacts(catalog, warnings, "name", contact -> contact.person() == null);
        contacts(catalog, warnings, "phone number", contact -> contact.phone() == null);
        catalog.scenarios().values().stream()
                .filter(scenario -> scenario.procedure() == null)
                .forEach(scenario -> warnings.add("the scenario '" + scenario.id()
                        + "' has no procedure yet: Lifeboat neither detects it nor recovers from it"));
        catalog.procedures().keySet().stream()
                .filter(procedure -> catalog.scenarios().values().stream()
                        .noneMatch(scenario -> procedure.equals(scenario.procedure())))
                .forEach(procedure ->
                        warnings.add("no scenario names the procedure '" + procedure + "': it runs only by hand"));
        gap(
                warnings,
                catalog.hosts().values().stream()
                        .filter(host ->
                                host.ssh() != null && host.ssh().hostKeys().isEmpty())
                        .map(Host::id),
                "host",
                "SSH host key yet, and every login is refused");
        gap(
                warnings,
                catalog.drills().values().stream()
                        .filter(drill -> drill.lastTested() == null)
                        .map(Drill::id),
                "scheduled test",
                "date of a last run yet");
        gap(
                warnings,
                catalog.backups().values().stream()
                        .filter(backup ->
                                backup.image() != null && !backup.image().isKnown())
                        .map(BackupGroup::id),
                "system image",
                "region and instance of the provider yet, and is not taken");
        return warnings;
    }

    private static void contacts(Catalog catalog, List<String> warnings, String what, Predicate<Contact> lacks) {
        gap(warnings, catalog.contacts().values().stream().filter(lacks).map(Contact::role), "contact", what + " yet");
    }

    private static void gap(List<String> warnings, Stream<String> who, String noun, String what) {
        List<String> ids = who.toList();
        if (!ids.isEmpty()) {
            warnings.add(ids.size() + " " + noun + (ids.size() == 1 ? " has" : "s have") + " no " + what + ": "
                    + String.join(", ", ids));
        }
    }
}
