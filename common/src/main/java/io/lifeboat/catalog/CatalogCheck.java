package io.lifeboat.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a catalog has found.
 *
 * @param problems keep the catalog from being used
 * @param warnings do not: what the plan has not said yet
 * @param catalog none if there are problems
 */
public record CatalogCheck(
        List<CatalogProblem> problems,
        List<String> warnings,
        @Nullable Catalog catalog) {
    public CatalogCheck {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
