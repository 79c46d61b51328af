package io.patchbay.testbeds.bench;

import java.time.Duration;
import java.util.Map;

/**
 * How long and how hard the signalling bench presses.
 *
 * @param warmUp before anything counts
 * @param probe of each rate on the way to the highest
 * @param sustained how long the highest rate must hold
 * @param timed of the calls whose answers are timed
 * @param devices that register
 * @param refreshing over which the registrar's share of a core is taken
 * @param storm within which all devices refresh
 * @param firstRate where the search begins, in calls a second
 */
record SignallingPlan(
        Duration warmUp,
        Duration probe,
        Duration sustained,
        Duration timed,
        int devices,
        Duration refreshing,
        Duration storm,
        int firstRate) {

    static SignallingPlan of(Map<String, String> options) {
        boolean isQuick = Boolean.parseBoolean(options.getOrDefault("quick", "false"));
        int firstRate = Integer.parseInt(options.getOrDefault("rate", "200"));
        int devices = Integer.parseInt(options.getOrDefault("devices", isQuick ? "500" : "10000"));
        if (firstRate < 1 || devices < 1) {
            throw new IllegalArgumentException("signalling: --rate and --devices must be at least 1");
        }
        return isQuick
                ? new SignallingPlan(
                        seconds(5), seconds(3), seconds(8), seconds(5), devices, seconds(5), seconds(5), firstRate)
                : new SignallingPlan(
                        seconds(20),
                        seconds(6),
                        seconds(60),
                        seconds(30),
                        devices,
                        seconds(60),
                        seconds(60),
                        firstRate);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
