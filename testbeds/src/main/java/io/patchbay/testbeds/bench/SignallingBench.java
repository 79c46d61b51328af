package io.patchbay.testbeds.bench;

import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.sipp.LoadResult;
import io.patchbay.testbeds.sipp.SippLoad;
import io.patchbay.testbeds.sipp.SippUas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How many calls a second can be set up into rooms, how soon they are answered, what registered devices cost, and what is left
 * in memory. Every call gets ports, an SDP answer, a place in a room and RTP, which is counted where it arrives. SIPp calls,
 * and its own answering side is measured by the same callers in the same run.
 */
final class SignallingBench implements Bench {
    private static final int ROOMS = 10;
    private static final int TIMED_RATE = 100; // calls a second
    private static final Duration TALK = Duration.ofMillis(100); // so that the first packet goes out before BYE
    private static final Duration SETTLED =
            ofSeconds(110); // calls given up, their BYEs, then their transactions: 32 s each
    private static final Duration REGISTRATION = ofSeconds(3600);
    private static final String PASSWORD = "a-long-secret";

    @Override
    public String name() {
        return "signalling";
    }

    @Override
    public String description() {
        return "calls set up into rooms a second, time to answer, cost of registered devices, memory kept; beside SIPp's own "
                + "answering side. --quick: less than two minutes instead of ten; --rate N: where the search begins (200); "
                + "--devices N (10000); --only calls,registrar,peer: some parts";
    }

    @Override
    public Report run(Map<String, String> options) {
        SignallingPlan plan = SignallingPlan.of(options);
        Map<String, Double> results = new LinkedHashMap<>();
        List<String> parts =
                List.of(options.getOrDefault("only", "calls,registrar,peer").split(","));
        if (parts.contains("calls")) {
            measureCalls(plan, results);
        }
        if (parts.contains("registrar")) {
            measureRegistrar(plan, results);
        }
        if (parts.contains("peer")) {
            measurePeer(plan, results);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rooms", Integer.toString(ROOMS));
        settings.put("talk_ms", Long.toString(TALK.toMillis()));
        settings.put("sustained_s", Long.toString(plan.sustained().toSeconds()));
        settings.put("timed_calls_per_second", Integer.toString(TIMED_RATE));
        settings.put("devices", Integer.toString(plan.devices()));
        settings.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return new Report(name(), settings, results);
    }

    private static void measureCalls(SignallingPlan plan, Map<String, Double> results) {
        try (StreamCounter streams = new StreamCounter();
                Appliance appliance = Appliance.startAsShipped(
                        Host.loopback(), configuration -> configuration.set("media.rtp-ports", "20000-29999"))) {
            SippLoad load = new SippLoad(appliance.sip(), streams.address(), ROOMS, TALK);
            Progress.say("warming up for %d s", plan.warmUp().toSeconds());
            // slowly at first: code that is still interpreted at full load falls behind and only gets further behind
            load.run(Math.max(1, plan.firstRate() / 4), plan.warmUp().dividedBy(2));
            load.run(plan.firstRate(), plan.warmUp().dividedBy(2));
            settle(appliance);
            SustainedRate search = new SustainedRate(load, appliance::statistics, result -> streams.take(), () -> {
                hangUpAll(appliance);
                streams.take();
            });
            int best = Math.max(plan.firstRate(), search.probe(plan.firstRate(), plan.probe()));
            settle(appliance);

            Footprint before = Footprint.of(appliance.pid());
            SustainedRate.Held held = search.sustain(best, plan.sustained());
            settle(appliance);
            Footprint after = Footprint.of(appliance.pid());

            results.put("calls_per_second", held.callsPerSecond());
            results.put("calls", (double) held.load().successful());
            results.put("calls_with_rtp", (double) held.withMedia());
            results.put("failed", (double) held.load().failed());
            results.put("retransmissions", (double) held.load().retransmissions());
            results.put("core_percent", held.corePercent());
            results.put("memory_growth_mb", (after.residentBytes() - before.residentBytes()) / 1e6);
            results.put("heap_growth_mb", (after.heapBytes() - before.heapBytes()) / 1e6);
            timeAnswers(appliance, streams, plan, results);
        }
    }

    private static void timeAnswers(
            Appliance appliance, StreamCounter streams, SignallingPlan plan, Map<String, Double> results) {
        Progress.say("timing the answers of %d calls a second", TIMED_RATE);
        int calls = (int) (TIMED_RATE * plan.timed().toSeconds());
        try (TimedCalls timed = new TimedCalls(appliance.sip(), streams.address(), ROOMS, TALK, calls)) {
            timed.run(TIMED_RATE);
            List<Double> millis = timed.answerMillis().stream().sorted().toList();
            if (millis.isEmpty()) {
                throw new IllegalStateException("signalling: none of the timed calls was answered");
            }
            for (int percent : new int[] {50, 95, 99}) {
                results.put("invite_200_p%d_ms".formatted(percent), Percentiles.of(millis, percent));
            }
            results.put("invite_200_max_ms", millis.get(millis.size() - 1));
            results.put("timed.failed", (double) timed.failed());
            results.put("timed.retransmissions", (double) timed.retransmissions());
        }
    }

    private static void measureRegistrar(SignallingPlan plan, Map<String, Double> results) {
        try (Appliance appliance = Appliance.startAsShipped(Host.loopback(), configuration -> {
                    for (int i = 0; i < plan.devices(); i++) {
                        configuration.device(RegisteringDevices.name(i), PASSWORD);
                    }
                });
                RegisteringDevices devices = new RegisteringDevices(appliance.sip(), plan.devices(), PASSWORD)) {
            Progress.say("registering %d devices", plan.devices());
            long lost = devices.register(plan.devices(), ofSeconds(Math.max(1, plan.devices() / 500)));
            settle(appliance); // the first registrations' transactions last for 32 s, and are no part of what
            // refreshing costs
            int refreshes =
                    (int) Math.max(1, plan.devices() * plan.refreshing().toSeconds() / REGISTRATION.toSeconds());
            ProcessorClock clock = new ProcessorClock(appliance::statistics);
            lost += devices.register(refreshes, plan.refreshing());
            results.put("registrar_core_percent", clock.percent());
            Progress.say("refreshing all within %d s", plan.storm().toSeconds());
            lost += devices.register(plan.devices(), plan.storm());
            results.put("registrar_lost", (double) lost);
            results.put("registrar_registered", appliance.metrics().sum("patchbay_registered_devices"));
        }
    }

    private static void measurePeer(SignallingPlan plan, Map<String, Double> results) {
        try (SippUas uas = SippUas.start();
                StreamCounter streams = new StreamCounter()) {
            SippLoad load = new SippLoad(uas.address(), streams.address(), ROOMS, TALK);
            SustainedRate search = new SustainedRate(
                    load,
                    uas::statistics,
                    LoadResult::successful,
                    () -> LockSupport.parkNanos(ofSeconds(1).toNanos()));
            int best = search.probe(plan.firstRate(), plan.probe());
            SustainedRate.Held held = search.sustain(Math.max(plan.firstRate(), best), plan.sustained());
            results.put("peer.sipp_uas.calls_per_second", held.callsPerSecond());
            results.put("peer.sipp_uas.core_percent", held.corePercent());
            results.put("peer.sipp_uas.failed", (double) held.load().failed());
            results.put("peer.sipp_uas.retransmissions", (double) held.load().retransmissions());
        }
    }

    /** Of a run that was too fast calls may be left whose caller has gone. */
    private static void hangUpAll(Appliance appliance) {
        try {
            String calls = appliance.api("GET", "/api/v1/calls", "").body();
            for (JsonNode call : new ObjectMapper().readTree(calls)) {
                appliance.api("DELETE", "/api/v1/calls/" + call.path("callId").asText(), "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("signalling: cannot read the list of calls", e);
        }
        appliance.awaitZero(SETTLED, "patchbay_calls");
    }

    /** Until no call is left and the timers of RFC 3261 have let go of the last transaction. */
    private static void settle(Appliance appliance) {
        Progress.say("waiting until the last transaction is gone");
        hangUpAll(appliance);
        appliance.awaitZero(SETTLED, "patchbay_sip_transactions");
    }
}
