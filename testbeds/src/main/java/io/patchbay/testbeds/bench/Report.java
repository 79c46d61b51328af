package io.patchbay.testbeds.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a bench found.
 *
 * @param bench its name
 * @param settings with which it ran
 * @param results by name with the unit in it, as {@code setup p50 ms}; a dot leads into an object of the JSON
 */
record Report(String bench, Map<String, String> settings, Map<String, Double> results) {

    Report {
        settings = new LinkedHashMap<>(settings);
        results = new LinkedHashMap<>(results);
    }

    String text() {
        StringBuilder text =
                new StringBuilder(bench).append(": ").append(settings).append('\n');
        results.forEach((name, value) -> text.append("  %-36s %10.2f%n".formatted(name, value)));
        return text.toString();
    }

    /** As JSON has it: the results at the top, {@code peer.sipp_uas.calls_per_second} as objects within objects. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", bench);
        json.put("settings", settings);
        results.forEach((name, value) -> put(json, name, value));
        return json;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> at, String name, Double value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            at.put(name, value);
        } else {
            Object inner = at.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<String, Object>());
            put((Map<String, Object>) inner, name.substring(dot + 1), value);
        }
    }
}
