package io.patchbay.testbeds.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a bench found.
 *
 * @param bench its name
 * @param settings with which it ran
 * @param results by name with the unit in it, as {@code setup p50 ms}
 */
record Report(String bench, Map<String, String> settings, Map<String, Double> results) {

    Report {
        settings = new LinkedHashMap<>(settings);
        results = new LinkedHashMap<>(results);
    }

    String text() {
        StringBuilder text =
                new StringBuilder(bench).append(": ").append(settings).append('\n');
        results.forEach((name, value) -> text.append("  %-32s %10.2f%n".formatted(name, value)));
        return text.toString();
    }
}
