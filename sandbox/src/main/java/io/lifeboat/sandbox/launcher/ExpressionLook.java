package io.lifeboat.sandbox.launcher;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.CatalogCheck;
import io.lifeboat.catalog.CatalogProblem;
import io.lifeboat.recovery.procedure.ExpressionCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The expressions of a catalog's procedures, as the recovery service looks at them when it starts: found out in time, with the line. */
final class ExpressionLook {

    private ExpressionLook() {}

    /** A catalog that is bad already has no procedures to look at. */
    static CatalogCheck with(Path folder, CatalogCheck check) {
        Catalog catalog = check.catalog();
        if (catalog == null) {
            return check;
        }
        List<CatalogProblem> problems = ExpressionCheck.problems(
                        catalog.procedures().values())
                .stream()
                .map(problem -> at(folder, problem))
                .toList();
        return problems.isEmpty() ? check : new CatalogCheck(problems, check.warnings(), null);
    }

    private static CatalogProblem at(Path folder, ExpressionCheck.Problem problem) {
        String file = "procedures/" + problem.procedure() + ".yaml";
        try {
            List<String> lines = Files.readAllLines(folder.resolve(file));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).strip().startsWith("- " + problem.step() + ":")) {
                    return new CatalogProblem(file, i + 1, lines.get(i).indexOf('-') + 3, problem.message());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
        return new CatalogProblem(file, 1, 1, "the step '" + problem.step() + "': " + problem.message());
    }
}
