package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.messaging.RejectedEventException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What the catalog says of incidents: strictly for what comes in, and with what is left for an incident whose scenario was taken out of the plan meanwhile. */
@ApplicationScoped
class Plan {

    private final Catalog catalog;

    Plan(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws RejectedEventException if there is none */
    Scenario scenario(String id) {
        return Optional.ofNullable(catalog.scenarios().get(id))
                .orElseThrow(() -> new RejectedEventException("the catalog has no scenario '" + id + "', only "
                        + catalog.scenarios().keySet()));
    }

    /** @throws RejectedEventException if there is none */
    Component component(String id) {
        return Optional.ofNullable(catalog.components().get(id))
                .orElseThrow(() -> new RejectedEventException("the catalog has no component '" + id + "', only "
                        + catalog.components().keySet()));
    }

    /** The scenarios of which this one is a part. */
    List<String> absorbing(String id) {
        return catalog.scenarios().values().stream()
                .filter(wider -> wider.absorbs().contains(id))
                .map(Scenario::id)
                .toList();
    }

    /** Whether an incident of the scenario concerns every host, because its component is on none of its own. */
    boolean isEverywhere(String id) {
        Scenario scenario = catalog.scenarios().get(id);
        Component component = scenario == null ? null : catalog.components().get(scenario.component());
        return component != null && component.host() == null;
    }

    Optional<Procedure> procedure(Scenario scenario) {
        return Optional.ofNullable(catalog.procedures().get(String.valueOf(scenario.procedure())));
    }

    /** @throws RejectedEventException if there is none */
    Procedure byId(String id) {
        return Optional.ofNullable(catalog.procedures().get(id))
                .orElseThrow(() -> new RejectedEventException("the catalog has no procedure '" + id + "', only "
                        + catalog.procedures().keySet()));
    }

    String title(IncidentEntity incident) {
        Scenario scenario = catalog.scenarios().get(incident.scenario);
        return (scenario == null ? incident.scenario : scenario.title()) + " on " + incident.target;
    }

    String contact(IncidentEntity incident) {
        Component component = catalog.components().get(incident.component);
        return component == null ? catalog.contacts().keySet().iterator().next() : component.contact();
    }
}
