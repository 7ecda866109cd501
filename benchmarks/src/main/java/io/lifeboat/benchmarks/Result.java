package io.lifeboat.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a benchmark has measured: the form of every one of them, for a machine. */
public record Result(String benchmark, Machine machine, List<Row> rows) {

    /** Shown to a person, and written where a machine may want it. */
    void publish(@Nullable Path json) throws IOException {
        System.out.print(Table.of(this));
        if (json != null) {
            Files.write(
                    json,
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsBytes(this));
        }
    }

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

        static Row higherIsBetter(String name, String unit, double ours, double goal) {
            return new Row(name, unit, "higher", ours, goal, Map.of(), ours >= goal);
        }

        static Row withoutGoal(String name, String unit, double ours) {
            return new Row(name, unit, "higher", ours, null, Map.of(), true);
        }

        Row beside(Map<String, Double> others) {
            return new Row(name, unit, better, ours, goal, others, met);
        }
    }
}
