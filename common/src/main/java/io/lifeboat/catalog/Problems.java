package io.lifeboat.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it is reported at once. */
final class Problems {

    private final List<CatalogProblem> found = new ArrayList<>();

    void add(YamlDocument document, String pointer, String message) {
        YamlDocument.Position position = document.position(pointer);
        add(document.file(), position, message);
    }

    void add(String file, YamlDocument.Position position, String message) {
        found.add(new CatalogProblem(
                file,
                position.line(),
                position.column(),
                message.replaceAll("\\s+", " ").strip()));
    }

    boolean none() {
        return found.isEmpty();
    }

    List<CatalogProblem> sorted() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(CatalogProblem::file)
                        .thenComparingInt(CatalogProblem::line)
                        .thenComparingInt(CatalogProblem::column))
                .toList();
    }
}
