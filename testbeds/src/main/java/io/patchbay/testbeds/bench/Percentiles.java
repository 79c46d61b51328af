package io.patchbay.testbeds.bench;

import java.util.List;
import java.util.Map;

/** Percentiles by the nearest rank. */
final class Percentiles {

    private Percentiles() {}

    /** Adds p50, p95, p99 and the largest of {@code values} under {@code name}. */
    static void add(Map<String, Double> results, String name, String unit, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        for (int percent : new int[] {50, 95, 99}) {
            results.put("%s p%d %s".formatted(name, percent, unit), of(sorted, percent));
        }
        results.put("%s max %s".formatted(name, unit), sorted.get(sorted.size() - 1));
    }

    /** One percentile of {@code sorted}, which must not be empty. */
    static double of(List<Double> sorted, int percent) {
        int rank = Math.max(1, (int) Math.ceil(sorted.size() * percent / 100.0));
        return sorted.get(rank - 1);
    }
}
