package io.lifeboat.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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
        catalog.hosts().values().stream()
                .filter(host -> host.ssh() != null && host.ssh().hostKeys().isEmpty())
                .forEach(host -> warnings.add(
                        "the host '" + host.id() + "' has no host key yet: every login to it will be refused"));
        return warnings;
    }

    private static void contacts(Catalog catalog, List<String> warnings, String what, Predicate<Contact> lacks) {
        List<String> roles = catalog.contacts().values().stream()
                .filter(lacks)
                .map(Contact::role)
                .toList();
        if (!roles.isEmpty()) {
            warnings.add(roles.size() + (roles.size() == 1 ? " contact has" : " contacts have") + " no " + what
                    + " yet: " + String.join(", ", roles));
        }
    }
}
