package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Result.Row;
import java.util.Locale;

/** A result for a person. Rows that miss their goal are printed like the others, and marked. */
final class Table {

    private Table() {}

    static String of(Result result) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%s on %s, %d cores, JDK %s%n%n%-44s %12s %12s  %s%n",
                result.benchmark(),
                result.machine().cpu(),
                result.machine().cores(),
                result.machine().jdk(),
                "",
                "measured",
                "goal",
                ""));
        for (Row row : result.rows()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-44s %9.2f %-3s %8s %-3s %s%n",
                    row.name(),
                    row.ours(),
                    row.unit(),
                    row.goal() == null ? "" : String.format(Locale.ROOT, "%.0f", row.goal()),
                    row.goal() == null ? "" : row.unit(),
                    row.goal() == null ? "" : row.met() ? "met" : "MISSED"));
            row.peers()
                    .forEach((name, value) ->
                            table.append(String.format(Locale.ROOT, "  %-42s %9.2f %-3s%n", name, value, row.unit())));
        }
        return table.toString();
    }
}
