package io.lifeboat.recovery.authority;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.ActivateAction;
import io.lifeboat.catalog.action.FenceAction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The components that trade, by the plan. */
public final class Engines {

    static final String TRADING_ENGINE = "trading-engine";

    private Engines() {}

    /** The plan's own engine, and any other that a procedure fences or activates. */
    public static Set<String> of(Catalog catalog) {
        Set<String> engines = new TreeSet<>();
        if (catalog.components().containsKey(TRADING_ENGINE)) {
            engines.add(TRADING_ENGINE);
        }
        catalog.procedures().values().stream().flatMap(Engines::actions).forEach(action -> {
            if (action instanceof FenceAction fence) {
                engines.add(fence.engine());
            } else if (action instanceof ActivateAction activate) {
                engines.add(activate.engine());
            }
        });
        return engines;
    }

    /** What a person can run to give the authority back, a command each: no halt that is cleared does that by itself. */
    public static List<String> waysBack(Catalog catalog) {
        return catalog.procedures().values().stream()
                .flatMap(procedure -> actions(procedure)
                        .filter(ActivateAction.class::isInstance)
                        .map(ActivateAction.class::cast)
                        .limit(1)
                        .map(activate -> "lifeboat run " + procedure.id() + " --target " + target(catalog, procedure)
                                + " --by YOUR-NAME    (trading on " + activate.host() + ")"))
                .toList();
    }

    private static String target(Catalog catalog, Procedure procedure) {
        var component = catalog.components().get(procedure.component());
        return component == null ? procedure.component() : catalog.targetOf(component);
    }

    private static Stream<io.lifeboat.catalog.action.Action> actions(Procedure procedure) {
        return procedure.phases().values().stream()
                .flatMap(List::stream)
                .flatMap(group -> group.steps().stream())
                .map(Step::action);
    }
}
