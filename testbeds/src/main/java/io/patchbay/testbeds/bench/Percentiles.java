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
            int rank = Math.max(1, (int) Math.ceil(sorted.size() * percent / 100.0));
            results.put("%s p%d %s".formatted(name, percent, unit), sorted.get(rank - 1));
        }
        results.put("%s max %s".formatted(name, unit), sorted.get(sorted.size() - 1));
    }
}
