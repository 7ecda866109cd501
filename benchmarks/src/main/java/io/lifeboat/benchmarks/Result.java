package io.lifeboat.benchmarks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a benchmark has measured: the form of every one of them, for a machine. */
public record Result(String benchmark, Machine machine, List<Row> rows) {

    /** @param memory in bytes */
    public record Machine(String cpu, int cores, long memory, String jdk) {}

    /**
     * One figure: the median of all runs.
     *
     * @param better {@code lower} or {@code higher}
     * @param goal none where none is set
     * @param peers the same figure of others, by name
     */
    public record Row(
            String name,
            String unit,
            String better,
            double ours,
            @Nullable Double goal,
            Map<String, Double> peers,
            boolean met) {

        static Row lowerIsBetter(String name, String unit, double ours, double goal) {
            return new Row(name, unit, "lower", ours, goal, Map.of(), ours <= goal);
        }
    }
}
