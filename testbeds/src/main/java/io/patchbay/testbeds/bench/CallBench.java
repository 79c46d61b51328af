package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.phone.ReceptionReport;
import io.patchbay.testbeds.process.ProcessStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Phones that dial rooms, talk, and hang up: how long the set-up takes, and what a call costs the appliance. The phones
 * run on the same machine; the appliance's share is read from its own process. Calls are set up one after the other.
 */
final class CallBench implements Bench {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "call";
    }

    @Override
    public String description() {
        return "set-up time and processor time of --calls N phone calls (20), --per-room N to a room (2), "
                + "--codec PCMU|PCMA|G722|OPUS (PCMU), talking for --seconds N (20)";
    }

    @Override
    public Report run(Map<String, String> options) {
        int calls = Integer.parseInt(options.getOrDefault("calls", "20"));
        int perRoom = Integer.parseInt(options.getOrDefault("per-room", "2"));
        int seconds = Integer.parseInt(options.getOrDefault("seconds", "20"));
        PhoneCodec codec = PhoneCodec.valueOf(options.getOrDefault("codec", "PCMU"));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("calls", Integer.toString(calls));
        settings.put("per-room", Integer.toString(perRoom));
        settings.put("seconds", Integer.toString(seconds));
        settings.put("codec", codec.name());
        try (Appliance appliance = Appliance.startAsShipped(Host.loopback(), configuration -> {});
                Phones phones = new Phones(Host.loopback())) {
            PhoneSettings phone = PhoneSettings.named("bench").offering(codec).playing(Tone.of(500));
            setUp(appliance, phones, phone, calls, perRoom, new ArrayList<>()).forEach(PhoneCall::hangUp); // warms up
            double idle = coreShare(appliance, WARM_UP);

            List<Double> setUpMillis = new ArrayList<>();
            List<PhoneCall> up = setUp(appliance, phones, phone, calls, perRoom, setUpMillis);
            pause(WARM_UP);
            double busy = coreShare(appliance, Duration.ofSeconds(seconds));
            long resident = appliance.statistics().residentBytes();
            Map<String, Double> results = new LinkedHashMap<>();
            Percentiles.add(results, "setup", "ms", setUpMillis);
            results.put("core per call %", 100 * (busy - idle) / calls);
            results.put("core idle %", 100 * idle);
            results.put("resident MB", resident / 1e6);
            addReception(results, up);
            up.forEach(PhoneCall::hangUp);
            return new Report(name(), settings, results);
        }
    }

    private static List<PhoneCall> setUp(
            Appliance appliance, Phones phones, PhoneSettings settings, int calls, int perRoom, List<Double> millis) {
        List<PhoneCall> up = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Phone phone = phones.phone(settings, appliance.sip());
            long begin = System.nanoTime();
            up.add(phone.dial("bench-" + i / perRoom).awaitAnswered(ANSWER));
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        return up;
    }

    private static void addReception(Map<String, Double> results, List<PhoneCall> calls) {
        List<ReceptionReport> reports =
                calls.stream().map(call -> call.audio().report()).toList();
        results.put("lost packets", (double)
                reports.stream().mapToLong(ReceptionReport::lost).sum());
        Percentiles.add(
                results,
                "longest gap of a call",
                "ms",
                reports.stream()
                        .map(report -> report.longestGap().toNanos() / 1e6)
                        .toList());
    }

    /** The appliance's processor time over a while, as a share of one core. */
    private static double coreShare(Appliance appliance, Duration duration) {
        ProcessStatistics before = appliance.statistics();
        long begin = System.nanoTime();
        pause(duration);
        long passed = System.nanoTime() - begin;
        Duration used = appliance.statistics().processorTime().minus(before.processorTime());
        return (double) used.toNanos() / passed;
    }

    private static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.SECONDS.toNanos(1)));
        }
    }
}
