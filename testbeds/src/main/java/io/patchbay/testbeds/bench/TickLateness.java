package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.appliance.ApplianceMetrics;
import java.util.Map;
import java.util.TreeMap;

/** How late the appliance's 20 ms ticks are from now on, over all its loops. */
final class TickLateness {
    private static final String METRIC = "patchbay_loop_ticks_within_ms_total";

    private final Appliance appliance;
    private final Map<Double, Double> before;

    TickLateness(Appliance appliance) {
        this.appliance = appliance;
        this.before = counts(appliance.metrics());
    }

    /** What 999 of 1000 ticks stayed within, in milliseconds, rounded up to one of the metric's steps. */
    double p999() {
        Map<Double, Double> now = counts(appliance.metrics());
        double all = now.get(Double.POSITIVE_INFINITY) - before.get(Double.POSITIVE_INFINITY);
        for (Map.Entry<Double, Double> step : now.entrySet()) {
            if (step.getValue() - before.get(step.getKey()) >= 0.999 * all) {
                return step.getKey();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Ticks by the upper edge of their lateness. */
    private static Map<Double, Double> counts(ApplianceMetrics metrics) {
        Map<Double, Double> counts = new TreeMap<>();
        metrics.samples().forEach((name, value) -> {
            if (name.startsWith(METRIC + "{")) {
                String edge = name.replaceAll(".*le=\"([^\"]+)\".*", "$1");
                double millis = edge.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(edge);
                counts.merge(millis, value, Double::sum);
            }
        });
        if (counts.isEmpty()) {
            throw new IllegalStateException("the appliance does not tell " + METRIC);
        }
        return counts;
    }
}
