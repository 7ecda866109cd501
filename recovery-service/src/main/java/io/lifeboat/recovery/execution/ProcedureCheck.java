package io.lifeboat.recovery.execution;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.recovery.procedure.ExpressionCheck;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** The service does not start on an expression that might have no value: the night it matters is too late to find out. */
@ApplicationScoped
class ProcedureCheck {

    private final Catalog catalog;

    ProcedureCheck(Catalog catalog) {
        this.catalog = catalog;
    }

    void start(@Observes StartupEvent event) {
        List<String> problems = ExpressionCheck.problems(catalog.procedures().values());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("; ", problems));
        }
    }
}
