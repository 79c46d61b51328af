package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.load.LoadPlan;
import io.patchbay.testbeds.load.LoadPlan.Target;
import io.patchbay.testbeds.load.LoadProcess;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.net.ImpairingRelay;
import io.patchbay.testbeds.net.Impairment;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon a caller is answered and hears something, and how late one phone hears another, while other calls are up: by marks in the sound, in
 * PCMU with packets of 20 ms. From mouth to ear is from the first sample of a mark being spoken, which is 20 ms before its packet
 * leaves, until it arrives at the other phone; what the phones' own buffers add is theirs.
 */
final class LatencyBench implements Bench {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final long PACKET_NANOS = 20_000_000;
    private static final int PACKETS_A_MARK = 40;
    private static final int PHASES = 6; // calls: against the gateway's 20 ms clock, each speaks at another moment
    private static final int LEADING = 100; // packets, in which the jitter buffer settles
    private static final Duration JITTER = Duration.ofMillis(30);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String description() {
        return "time from INVITE to 200, from ACK to sound, from one phone's mouth to another's ear, without and with 30 ms of jitter, "
                + "under --calls N phone calls (100); --probes N of each (100)";
    }

    @Override
    public Report run(Map<String, String> options) {
        int calls = Integer.parseInt(options.getOrDefault("calls", "100"));
        int probes = Integer.parseInt(options.getOrDefault("probes", "100"));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("calls", Integer.toString(calls));
        settings.put("probes", Integer.toString(probes));
        settings.put("machine", Machine.description());
        Map<String, Double> results = new LinkedHashMap<>();
        try (Appliance appliance = Appliance.startAsShipped(
                        Host.loopback(), configuration -> configuration.set("media.rtp-ports", "20000-29999"));
                LoadProcess load = LoadProcess.start(background(appliance, calls))) {
            setUp(appliance.sip(), 30, new ArrayList<>(), new ArrayList<>()); // warms up
            LoadedProcess.pause(WARM_UP);
            Progress.say("%d calls, one after the other", probes);
            List<Double> answers = new ArrayList<>();
            List<Double> sounds = new ArrayList<>();
            load.begin();
            setUp(appliance.sip(), probes, answers, sounds);
            Progress.say("marks from phone to phone");
            List<Double> direct = mouthToEar(appliance.sip(), probes, Optional.empty());
            try (ImpairingRelay relay = new ImpairingRelay(Host.loopback(), Impairment.jittering(JITTER), 21)) {
                List<Double> jittered = mouthToEar(appliance.sip(), probes, Optional.of(relay));
                report(results, answers, sounds, direct, jittered);
            }
            results.put("load.lost", (double) load.end().lost());
        }
        return new Report(name(), settings, results);
    }

    private static void report(
            Map<String, Double> results,
            List<Double> answers,
            List<Double> sounds,
            List<Double> direct,
            List<Double> jittered) {
        results.put("invite_200_p95_ms", percentile(answers, 95));
        results.put("invite_200_median_ms", percentile(answers, 50));
        results.put("first_audio_p95_ms", percentile(sounds, 95));
        results.put("first_audio_median_ms", percentile(sounds, 50));
        results.put("mouth_to_ear_median_ms", percentile(direct, 50));
        results.put("mouth_to_ear_p95_ms", percentile(direct, 95));
        results.put("mouth_to_ear_30ms_jitter_median_ms", percentile(jittered, 50));
        results.put("mouth_to_ear_30ms_jitter_p95_ms", percentile(jittered, 95));
        results.put("marks_heard_30ms_jitter", (double) jittered.size());
    }

    private static double percentile(List<Double> millis, int percent) {
        return Percentiles.of(millis.stream().sorted().toList(), percent);
    }

    private static LoadPlan background(Appliance appliance, int calls) {
        InetSocketAddress sip = appliance.sip();
        return new LoadPlan(
                Target.APPLIANCE, sip.getAddress().getHostAddress(), sip.getPort(), 0, calls, 4, false, false);
    }

    /** Calls one after the other, each into a room of its own, where a tone greets it. */
    private static void setUp(InetSocketAddress sip, int calls, List<Double> answers, List<Double> sounds) {
        for (int i = 0; i < calls; i++) {
            try (ProbePhone phone = new ProbePhone(sip, Optional.empty())) {
                answers.add(phone.dial("latency-" + i) / 1e6);
                sounds.add(phone.awaitFirstSound() / 1e6);
                phone.hangUp();
            }
        }
    }

    /** @param relay on the way from the phone that speaks */
    private static List<Double> mouthToEar(InetSocketAddress sip, int marks, Optional<ImpairingRelay> relay) {
        List<Double> millis = new ArrayList<>();
        for (int phase = 0; phase < PHASES; phase++) {
            millis.addAll(mouthToEar(sip, Math.max(1, marks / PHASES), phase * PACKET_NANOS / PHASES, relay));
        }
        return millis;
    }

    private static List<Double> mouthToEar(
            InetSocketAddress sip, int marks, long phaseNanos, Optional<ImpairingRelay> relay) {
        List<Double> millis = new ArrayList<>();
        try (ProbePhone mouth = new ProbePhone(sip, relay);
                ProbePhone ear = new ProbePhone(sip, Optional.empty())) {
            mouth.dial("latency-marks");
            ear.dial("latency-marks");
            List<Long> spoken = speak(mouth, marks, phaseNanos);
            for (long said : spoken) {
                long heard = ear.awaitSound(said - PACKET_NANOS);
                if (heard - said < PACKETS_A_MARK * PACKET_NANOS / 2) { // else it was lost
                    millis.add((heard - (said - PACKET_NANOS)) / 1e6);
                }
            }
            mouth.hangUp();
            ear.hangUp();
        }
        return millis;
    }

    /** Speaks in real time; returns when the packet of each mark left. */
    private static List<Long> speak(ProbePhone mouth, int marks, long phaseNanos) {
        List<Long> spoken = new ArrayList<>();
        long begin = (System.nanoTime() / PACKET_NANOS + 1) * PACKET_NANOS + phaseNanos;
        int last = LEADING + marks * PACKETS_A_MARK;
        for (int i = 0; i <= last; i++) {
            long due = begin + i * PACKET_NANOS;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            boolean mark = i >= LEADING && (i - LEADING) % PACKETS_A_MARK == 0 && spoken.size() < marks;
            if (mark) {
                spoken.add(System.nanoTime());
            }
            mouth.say(mark);
        }
        return spoken;
    }
}
