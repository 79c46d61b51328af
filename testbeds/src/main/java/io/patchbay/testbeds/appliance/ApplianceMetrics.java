package io.patchbay.testbeds.appliance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One reading of {@code /metrics}.
 *
 * @param samples by name with labels, as {@code patchbay_calls} or {@code x{a="b"}}
 */
public record ApplianceMetrics(Map<String, Double> samples) {

    public ApplianceMetrics {
        samples = Map.copyOf(samples);
    }

    /** Reads Prometheus's text format. */
    static ApplianceMetrics parse(String text) {
        Map<String, Double> samples = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int end = line.indexOf('}') < 0 ? line.indexOf(' ') : line.indexOf('}') + 1;
            String value = line.substring(end).strip().split(" ")[0];
            samples.put(line.substring(0, end), value.equals("+Inf") ? Double.POSITIVE_INFINITY : number(value, line));
        }
        return new ApplianceMetrics(samples);
    }

    private static double number(String value, String line) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("metrics: not a sample: " + line, e);
        }
    }

    /**
     * The sum over all labels of a metric.
     *
     * @throws AssertionError where there is no such metric
     */
    public double sum(String name) {
        double[] values = samples.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name) || entry.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .toArray();
        if (values.length == 0) {
            throw new AssertionError("no metric " + name + " among " + samples.keySet());
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
