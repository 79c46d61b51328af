package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.bench.DensityPlan.Part;
import io.patchbay.testbeds.bench.LoadedProcess.Measured;
import io.patchbay.testbeds.janus.Janus;
import io.patchbay.testbeds.load.LoadPlan;
import io.patchbay.testbeds.load.LoadPlan.Target;
import io.patchbay.testbeds.load.LoadProcess;
import io.patchbay.testbeds.load.LoadReport;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.rtpengine.Rtpengine;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call costs: G.711 phones in rooms of four, each its own Opus producer, with a browser a room that consumes them; phones alone;
 * many in one room. Beside it, in the same run: rtpengine's transcoding between G.711 and Opus, and Janus' AudioBridge.
 */
final class DensityBench implements Bench {
    private static final Duration ALLOCATION = Duration.ofSeconds(10);
    private static final double ENOUGH = 0.95; // of the packets
    private static final Duration ENDED = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "density";
    }

    @Override
    public String description() {
        return "processor time of --calls N phone calls (120) in rooms of 4 with a browser each, of phones alone, of --large N "
                + "phones (200) in one room; beside rtpengine and Janus. --quick: 3 minutes instead of 12; --warm-up, "
                + "--seconds; --only "
                + "rooms,speaking,rtpengine,phones,janus,large";
    }

    @Override
    public Report run(Map<String, String> options) {
        DensityPlan plan = DensityPlan.of(options);
        Map<String, Double> results = new LinkedHashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("calls", Integer.toString(plan.calls()));
        settings.put("large_room", Integer.toString(plan.largeRoom()));
        settings.put("warm_up_s", Long.toString(plan.warmUp().toSeconds()));
        settings.put("measured_s", Long.toString(plan.measured().toSeconds()));
        settings.put("machine", Machine.description());
        try (Appliance appliance = Appliance.startAsShipped(Host.loopback(), configuration -> configuration
                .set("media.rtp-ports", "20000-29999")
                .set("rooms.max-participants", plan.largeRoom() + 10))) {
            measureRooms(plan, appliance, results, settings);
            measurePhonesAlone(plan, appliance, results, settings);
            measureLargeRoom(plan, appliance, results);
        }
        return new Report(name(), settings, results);
    }

    private static void measureRooms(
            DensityPlan plan, Appliance appliance, Map<String, Double> results, Map<String, String> settings) {
        LoadPlan rooms = plan(appliance, plan.calls());
        double perCall = Double.NaN;
        if (plan.has(Part.ROOMS)) {
            Measured measured = measure(plan, appliance.pid(), rooms, "rooms", results, load -> {
                results.put("alloc_bytes_per_packet", allocatedPerPacket(appliance, load));
            });
            perCall = measured.perCall();
            results.put("core_percent_per_call", perCall);
            settle(appliance);
        }
        if (plan.has(Part.SPEAKING)) {
            results.put(
                    "core_percent_all_speaking",
                    measure(plan, appliance.pid(), rooms.allSpeaking(), "speaking", results, load -> {})
                            .perCall());
            settle(appliance);
        }
        if (plan.has(Part.RTPENGINE) && isUsable(Rtpengine.whyNot(), "rtpengine", settings)) {
            try (Rtpengine rtpengine = Rtpengine.start()) {
                LoadPlan calls = at(Target.RTPENGINE, rtpengine.address(), plan.transcoded());
                Measured peer = measure(plan, rtpengine.pid(), calls, "rtpengine", results, load -> {});
                results.put("peer.rtpengine.core_percent_per_call", peer.perCall());
                compare("rtpengine", perCall, peer, results, settings);
            }
        }
    }

    private static void measurePhonesAlone(
            DensityPlan plan, Appliance appliance, Map<String, Double> results, Map<String, String> settings) {
        double perCall = Double.NaN;
        if (plan.has(Part.PHONES)) {
            LoadPlan phones = plan(appliance, plan.calls()).withoutListeners();
            perCall = measure(plan, appliance.pid(), phones, "phones", results, load -> {})
                    .perCall();
            results.put("core_percent_phones_only", perCall);
            settle(appliance);
        }
        if (plan.has(Part.JANUS) && isUsable(Janus.whyNot(), "janus", settings)) {
            try (Janus janus = Janus.start()) {
                LoadPlan calls = at(Target.JANUS, janus.address(), plan.calls());
                Measured peer = measure(plan, janus.pid(), calls, "janus", results, load -> {});
                results.put("peer.janus.core_percent_per_call", peer.perCall());
                compare("janus", perCall, peer, results, settings);
            }
        }
    }

    private static void measureLargeRoom(DensityPlan plan, Appliance appliance, Map<String, Double> results) {
        if (!plan.has(Part.LARGE)) {
            return;
        }
        LoadPlan small = plan(appliance, plan.largeRoom());
        Measured inRooms = measure(plan, appliance.pid(), small, "many", results, load -> {});
        results.put("rss_mb_at_" + plan.largeRoom(), inRooms.residentMegabytes());
        settle(appliance);
        LoadPlan large = small.inRoomsOf(plan.largeRoom());
        Measured inOne = measure(plan, appliance.pid(), large, "large", results, new Besides() {
            private TickLateness lateness;

            @Override
            public void begin() {
                lateness = new TickLateness(appliance);
            }

            @Override
            public void end(LoadProcess load) {
                results.put("tick_late_p999_ms", lateness.p999());
            }
        });
        results.put("large_room_factor", inOne.perCall() / inRooms.perCall());
        settle(appliance);
    }

    /** What is measured besides, with the load up. */
    private interface Besides {

        /** As the measurement begins. */
        default void begin() {}

        /** As it has ended. */
        void end(LoadProcess load);
    }

    private static Measured measure(
            DensityPlan plan, long pid, LoadPlan calls, String part, Map<String, Double> results, Besides more) {
        Progress.say("%d calls of %s in rooms of %d", calls.calls(), calls.target(), calls.perRoom());
        try (LoadProcess load = LoadProcess.start(calls)) {
            LoadedProcess.pause(plan.warmUp());
            more.begin();
            Measured measured = new LoadedProcess(pid).measure(calls, load, plan.measured());
            more.end(load);
            addTo(results, "load." + part + ".", measured);
            return measured;
        }
    }

    private static void addTo(Map<String, Double> results, String prefix, Measured measured) {
        LoadReport load = measured.load();
        results.put(prefix + "packets_in", (double) load.sent());
        results.put(prefix + "packets_out", (double) load.received());
        results.put(prefix + "lost", (double) load.lost());
        results.put(prefix + "late", (double) load.late());
        results.put(prefix + "hear_nothing", (double) load.silentPhones() + load.silentListeners());
        results.put(prefix + "voices_listened_for", (double) load.listened());
        results.put(prefix + "voices_heard", (double) load.heard());
        results.put(prefix + "hear_themselves", (double) load.ownHeard());
        results.put(
                prefix + "own_core_percent_per_call",
                load.corePercent() / measured.plan().calls());
        results.put(prefix + "steal_core_percent", measured.stealPercent());
    }

    private static double allocatedPerPacket(Appliance appliance, LoadProcess load) {
        try (AllocationClock clock = new AllocationClock(appliance.pid())) {
            load.begin();
            LoadedProcess.pause(ALLOCATION);
            long bytes = clock.bytes();
            return (double) bytes / load.end().packets();
        }
    }

    private static LoadPlan plan(Appliance appliance, int calls) {
        LoadPlan plan = at(Target.APPLIANCE, appliance.sip(), calls);
        return new LoadPlan(
                plan.target(),
                plan.host(),
                plan.port(),
                appliance.configuration().http().getPort(),
                calls,
                plan.perRoom(),
                true,
                false);
    }

    private static LoadPlan at(Target target, InetSocketAddress address, int calls) {
        String host = address.getAddress().getHostAddress();
        return new LoadPlan(target, host, address.getPort(), 0, calls, DensityPlan.PER_ROOM, false, false);
    }

    private static void settle(Appliance appliance) {
        appliance.awaitZero(ENDED, "patchbay_calls");
    }

    /** A peer that fell behind costs less than it should, and is nothing to compare with. */
    private static void compare(
            String peer, double perCall, Measured measured, Map<String, Double> results, Map<String, String> settings) {
        LoadReport load = measured.load();
        if (load.received() < ENOUGH * load.sent()) {
            Progress.say("%s delivered %d packets of %d: no ratio", peer, load.received(), load.sent());
            settings.put(peer, "delivered %d packets of %d".formatted(load.received(), load.sent()));
        } else if (!Double.isNaN(perCall)) {
            results.put("ratio_" + peer, perCall / measured.perCall());
        }
    }

    private static boolean isUsable(String whyNot, String peer, Map<String, String> settings) {
        if (!whyNot.isEmpty()) {
            Progress.say("skipped: %s", whyNot);
            settings.put(peer, "skipped: " + whyNot);
        }
        return whyNot.isEmpty();
    }
}
