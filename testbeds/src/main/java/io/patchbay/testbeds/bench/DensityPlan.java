package io.patchbay.testbeds.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much and how long the density bench measures.
 *
 * @param calls of the runs beside the peers
 * @param largeRoom phones of the one large room, and of the same number in small ones
 * @param transcoded calls through rtpengine, which bears no more on two cores
 * @param warmUp before anything counts
 * @param measured while everything counts
 * @param parts what is measured
 */
record DensityPlan(int calls, int largeRoom, int transcoded, Duration warmUp, Duration measured, Set<Part> parts) {
    /** Phones in a room, unless it is the large one. */
    static final int PER_ROOM = 4;

    /** What can be asked for on its own. */
    enum Part {
        ROOMS,
        SPEAKING,
        RTPENGINE,
        PHONES,
        JANUS,
        LARGE
    }

    static DensityPlan of(Map<String, String> options) {
        boolean isQuick = Boolean.parseBoolean(options.getOrDefault("quick", "false"));
        int calls = Integer.parseInt(options.getOrDefault("calls", isQuick ? "40" : "120"));
        if (calls < PER_ROOM) {
            throw new IllegalArgumentException("density: --calls must be at least " + PER_ROOM);
        }
        Set<Part> parts = EnumSet.allOf(Part.class);
        if (options.containsKey("only")) {
            parts = Arrays.stream(options.get("only").split(","))
                    .map(name -> Part.valueOf(name.toUpperCase(java.util.Locale.ROOT)))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
        }
        return new DensityPlan(
                calls,
                Integer.parseInt(options.getOrDefault("large", isQuick ? "80" : "200")),
                Math.min(calls, 40),
                seconds(options, "warm-up", isQuick ? 12 : 30),
                seconds(options, "seconds", isQuick ? 12 : 60),
                parts);
    }

    private static Duration seconds(Map<String, String> options, String name, int usual) {
        return Duration.ofSeconds(Integer.parseInt(options.getOrDefault(name, Integer.toString(usual))));
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
