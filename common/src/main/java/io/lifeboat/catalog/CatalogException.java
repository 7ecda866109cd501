package io.lifeboat.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A catalog can't be used. Says everything that is wrong with it at once. */
public final class CatalogException extends RuntimeException {

    private final transient List<CatalogProblem> problems;

    public CatalogException(Path folder, List<CatalogProblem> problems) {
        super("the catalog in " + folder + " has " + problems.size() + (problems.size() == 1 ? " problem" : " problems")
                + ":\n" + problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<CatalogProblem> problems() {
        return problems;
    }
}
