package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Procedure.Phase;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.PageAction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who hears from the procedure itself that the trouble is over: they need not hear it twice. */
final class Told {

    private Told() {}

    static Set<String> by(Procedure procedure) {
        return procedure.phases().getOrDefault(Phase.RESOLVE, List.of()).stream()
                .flatMap(group -> group.steps().stream())
                .map(Step::action)
                .filter(PageAction.class::isInstance)
                .map(PageAction.class::cast)
                .filter(PageAction::resolve)
                .map(PageAction::role)
                .collect(Collectors.toSet());
    }
}
