package io.lifeboat.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code lifeboat catalog check} prints. The exit status is the caller's business: see {@link CatalogCheck#catalog}. */
public final class CatalogCheckReport {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final CatalogCheck check;

    public CatalogCheckReport(Path folder, CatalogCheck check) {
        this.folder = folder;
        this.check = check;
    }

    /** A line a problem as compilers write them, a line a warning, and a summary; each line ends with a line feed. */
    public String text() {
        return Stream.of(
                        check.problems().stream().map(CatalogProblem::toString),
                        check.warnings().stream().map(warning -> "warning: " + warning),
                        Stream.of(summary()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** {@code {"catalog", "usable", "hash", "problems": [{"file", "line", "column", "message"}], "warnings": []}}. */
    public String json() {
        ObjectNode report = JSON.createObjectNode();
        Catalog catalog = check.catalog();
        report.put("catalog", folder.toString());
        report.put("usable", catalog != null);
        report.put("hash", catalog == null ? null : catalog.hash());
        ArrayNode problems = report.putArray("problems");
        check.problems()
                .forEach(problem -> problems.addObject()
                        .put("file", problem.file())
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("message", problem.message()));
        check.warnings().forEach(report.putArray("warnings")::add);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers can always be written as JSON", e);
        }
    }

    private String summary() {
        Catalog catalog = check.catalog();
        String found = catalog == null
                ? count(check.problems(), "problem") + ", it can't be used"
                : "good: " + contents(catalog);
        return "the catalog in " + folder + ": " + found + "; " + count(check.warnings(), "warning");
    }

    private static String contents(Catalog catalog) {
        return Stream.of(
                        count(catalog.components().keySet(), "component"),
                        count(catalog.hosts().keySet(), "host"),
                        count(catalog.contacts().keySet(), "contact"),
                        count(catalog.probes().keySet(), "probe"),
                        count(catalog.logs().keySet(), "log"),
                        count(catalog.scenarios().keySet(), "scenario"),
                        count(catalog.procedures().keySet(), "procedure"),
                        count(catalog.backups().keySet(), "backup group"),
                        count(catalog.drills().keySet(), "drill"))
                .collect(Collectors.joining(", "));
    }

    private static String count(java.util.Collection<?> things, String noun) {
        return things.size() + " " + noun + (things.size() == 1 ? "" : "s");
    }
}
