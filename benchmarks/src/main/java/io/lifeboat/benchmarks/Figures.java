package io.lifeboat.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured in all runs, by tool and by figure. */
final class Figures {

    static final String OURS = "Lifeboat";

    private final Map<String, Map<String, List<Double>>> all = new LinkedHashMap<>();

    void note(String tool, String figure, double value) {
        all.computeIfAbsent(tool, name -> new LinkedHashMap<>())
                .computeIfAbsent(figure, name -> new ArrayList<>())
                .add(value);
    }

    double median(String tool, String figure) {
        return Median.of(all.getOrDefault(tool, Map.of()).getOrDefault(figure, List.of()));
    }

    double ours(String figure) {
        return median(OURS, figure);
    }

    /** Of the others that were measured by it. */
    Map<String, Double> peers(String figure, double factor) {
        Map<String, Double> peers = new LinkedHashMap<>();
        for (String peer : List.of("restic", "Borg", "pgBackRest")) {
            if (all.getOrDefault(peer, Map.of()).containsKey(figure)) {
                peers.put(peer, median(peer, figure) * factor);
            }
        }
        return peers;
    }

    double least(String figure) {
        return peers(figure, 1).values().stream().min(Double::compare).orElse(Double.MAX_VALUE);
    }
}
