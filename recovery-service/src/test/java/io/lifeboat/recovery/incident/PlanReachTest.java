package io.lifeboat.recovery.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.CatalogLoader;
import io.lifeboat.catalog.Component;
import io.lifeboat.catalog.Scenario;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanReachTest {

    private static final Catalog CATALOG = CatalogLoader.load(Path.of("../catalog"));

    private final Plan plan = new Plan(CATALOG);

    /** The detector keeps quiet about what a scenario absorbs wherever it is: an incident of it must not be out of reach here. */
    @Test
    void shouldReachWhateverTheDetectorKeepsQuietAbout() {
        CATALOG.scenarios()
                .values()
                .forEach(wider -> wider.absorbs().forEach(narrower -> {
                    String there = target(wider.id());
                    String here = target(narrower);
                    assertThat(isIn(here, plan.reach(wider.id(), wider.id(), there, narrower)))
                            .as("%s on %s is part of %s on %s", narrower, here, wider.id(), there)
                            .isTrue();
                    assertThat(isIn(there, plan.reach(wider.id(), narrower, here, wider.id())))
                            .as("%s on %s has %s on %s as its part", wider.id(), there, narrower, here)
                            .isTrue();
                }));
    }

    @Test
    void shouldReachNoOtherHost() {
        assertThat(plan.reach(
                        "primary-server-failure", "primary-server-failure", "trading-server", "api-service-failure"))
                .isEqualTo(new Plan.Reach(false, Set.of("trading-server", "api-server")));
        assertThat(plan.reach(
                        "primary-server-failure", "primary-server-failure", "another-host", "api-service-failure"))
                .isEqualTo(new Plan.Reach(false, Set.of("another-host")));
    }

    @Test
    void shouldReachEverythingWhereTheWholeBotIsConcerned() {
        assertThat(plan.reach("data-breach", "data-breach", "monitoring", "api-service-failure")
                        .everywhere())
                .isTrue();
    }

    private static boolean isIn(String target, Plan.Reach reach) {
        return reach.everywhere() || reach.targets().contains(target);
    }

    private static String target(String id) {
        Scenario scenario = Objects.requireNonNull(CATALOG.scenarios().get(id));
        Component component = Objects.requireNonNull(CATALOG.components().get(scenario.component()));
        return CATALOG.targetOf(component);
    }
}
