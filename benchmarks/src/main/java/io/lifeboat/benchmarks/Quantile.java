package io.lifeboat.benchmarks;

import java.util.List;

final class Quantile {

    private Quantile() {}

    /**
     * The smallest value that at least this share is not greater than.
     *
     * @throws IllegalArgumentException if there is nothing
     */
    static double of(List<Double> values, double share) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no quantile of nothing");
        }
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
    }
}
