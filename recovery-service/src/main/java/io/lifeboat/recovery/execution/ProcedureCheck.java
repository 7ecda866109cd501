package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.recovery.procedure.ExpressionCheck;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Collectors;

/** The service does not start on an expression that might have no value: the night it matters is too late to find out. */
@ApplicationScoped
class ProcedureCheck {

    private final Catalog catalog;

    ProcedureCheck(Catalog catalog) {
        this.catalog = catalog;
    }

    void start(@Observes StartupEvent event) {
        String problems = ExpressionCheck.problems(catalog.procedures().values()).stream()
                .map(ExpressionCheck.Problem::toString)
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
