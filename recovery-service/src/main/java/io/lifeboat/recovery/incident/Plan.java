package io.lifeboat.recovery.incident;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Scenario;
import io.lifeboat.messaging.RejectedEventException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /**
     * Where an incident of another scenario is, if the wider one absorbs the other: at the same target; and where the plan
     * has the two, though that be different hosts, because then the one's failure shows at the other. That is where the
     * detector sees them. A wider scenario whose component is on no host of its own concerns the whole bot.
     *
     * @param known the one of the two scenarios whose target is known
     */
    Reach reach(String wider, String known, String target, String other) {
        if (concernsEverything(wider)) {
            return new Reach(true, Set.of());
        }
        return new Reach(
                false,
                target.equals(home(known))
                        ? Stream.of(target, String.valueOf(home(other))).collect(Collectors.toSet())
                        : Set.of(target));
    }

    /** Whether its component is on no host of its own. */
    boolean concernsEverything(Scenario scenario) {
        return concernsEverything(scenario.id());
    }

    private boolean concernsEverything(String scenario) {
        Component component = component(scenario, catalog);
        return component != null && component.host() == null;
    }

    /** @param targets the only ones, unless it is everywhere */
    record Reach(boolean everywhere, Set<String> targets) {
        Reach {
            targets = Set.copyOf(targets);
        }
    }

    private @Nullable String home(String scenario) {
        Component component = component(scenario, catalog);
        return component == null ? null : catalog.targetOf(component);
    }

    private static @Nullable Component component(String id, Catalog catalog) {
        Scenario scenario = catalog.scenarios().get(id);
        return scenario == null ? null : catalog.components().get(scenario.component());
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
