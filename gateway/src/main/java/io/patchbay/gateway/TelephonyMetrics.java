package io.patchbay.gateway;

import io.patchbay.gateway.admission.Admission;
import io.patchbay.gateway.admission.Pins;
import io.patchbay.gateway.call.Calls;
import io.patchbay.gateway.metrics.Metrics;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.trunk.Trunks;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.LoopStatistics;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.peer.PortPool;
import io.patchbay.media.sfu.SfuNode;
import io.patchbay.sip.ContactState;
import io.patchbay.sip.ContactState.Reachability;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.UserAgent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** The numbers that calls, rooms and media show on {@code /metrics}. */
record TelephonyMetrics(
        List<MediaLoop> loops,
        SfuNode sfu,
        Rooms rooms,
        Calls calls,
        Trunks trunks,
        Admission admission,
        Pins pins,
        UserAgent userAgent,
        AudioCodecs codecs,
        PortPool ports) {
    private static final List<String> BAD_PACKET_KINDS =
            List.of("stun", "dtls", "srtp", "rtp", "rtcp", "tcp-frame", "unknown");

    void register(Metrics metrics) {
        metrics.gauge("patchbay_calls", "SIP calls that have not ended", calls::count);
        metrics.gauge("patchbay_rooms", "Rooms that are open", rooms::count);
        metrics.gauge("patchbay_participants", "Phones and browsers in rooms", rooms::participantCount);
        metrics.gauge("patchbay_native_codecs", "Opus encoders and decoders that are open", codecs::openNative);
        metrics.gauge("patchbay_rtp_ports_in_use", "Pairs of UDP ports that phones use", ports::inUse);
        metrics.gauge("patchbay_rtp_ports", "Pairs of UDP ports there are for phones", ports::capacity);
        for (String code : EndReason.CODES) {
            metrics.counter(
                    "patchbay_calls_ended_total",
                    "Calls that ended, by reason",
                    () -> calls.ended(code),
                    "reason",
                    code);
        }
        metrics.gauges(
                "patchbay_trunk_registered",
                "1 where a trunk is registered, or need not be",
                "trunk",
                trunks::registered);
        metrics.gauges("patchbay_trunk_up", "0 where a trunk's hosts do not answer OPTIONS", "trunk", trunks::up);
        metrics.gauges("patchbay_trunk_calls", "Calls of a trunk, both directions", "trunk", trunks::calls);
        metrics.gauge("patchbay_bans", "Sources of SIP that are not heard", admission::banned);
        metrics.counter("patchbay_banned_messages_total", "SIP messages dropped unread for a ban", admission::dropped);
        metrics.counter(
                "patchbay_wrong_guesses_total", "Wrong passwords, numbers and methods", admission::wrongGuesses);
        metrics.counter("patchbay_wrong_pins_total", "Wrong PINs of callers and browsers", pins::wrong);
        registerSip(metrics);
        registerSfu(metrics);
        loops.forEach(loop -> registerLoop(metrics, loop));
    }

    private void registerSip(Metrics metrics) {
        metrics.gauges(
                "patchbay_device_contacts",
                "Contacts of registered devices, by whether they answer",
                "reachable",
                this::contacts);
        metrics.gauge("patchbay_sip_dialogs", "Dialogs that the SIP stack holds", () -> userAgent
                .statistics()
                .dialogs());
        metrics.gauge(
                "patchbay_sip_transactions",
                "SIP transactions held, those that linger by RFC 3261 §17 included",
                () -> userAgent.statistics().serverTransactions()
                        + userAgent.statistics().clientTransactions());
        metrics.gauge("patchbay_registered_devices", "Devices that are registered", () -> userAgent
                .statistics()
                .registeredDevices());
        metrics.counter(
                "patchbay_bad_packets_total",
                "What could not be understood and was dropped",
                () -> userAgent.statistics().badMessages(),
                "kind",
                "sip");
        metrics.counter("patchbay_sip_retransmissions_total", "SIP requests seen again", () -> userAgent
                .statistics()
                .retransmissionsReceived());
    }

    private Map<String, Double> contacts() {
        Map<String, Double> counts = new HashMap<>();
        for (Reachability reachability : Reachability.values()) {
            counts.put(reachability.name().toLowerCase(Locale.ROOT), 0.0);
        }
        for (List<ContactState> device : userAgent.devices().values()) {
            device.forEach(
                    contact -> counts.merge(contact.reachability().name().toLowerCase(Locale.ROOT), 1.0, Double::sum));
        }
        return counts;
    }

    private void registerSfu(Metrics metrics) {
        metrics.gauge("patchbay_transports", "Transports in all routers", () -> sfu.gauges()
                .transports());
        metrics.gauge("patchbay_producers", "Producers in all routers", () -> sfu.gauges()
                .producers());
        metrics.gauge("patchbay_consumers", "Consumers in all routers", () -> sfu.gauges()
                .consumers());
        metrics.gauge("patchbay_webrtc_sockets", "Sockets for browsers' media", () -> sfu.gauges()
                .openSockets());
        for (String kind : BAD_PACKET_KINDS) {
            metrics.counter(
                    "patchbay_bad_packets_total",
                    "What could not be understood and was dropped",
                    () -> sfu.gauges().badPackets().getOrDefault(kind, 0L),
                    "kind",
                    kind);
        }
    }

    private static void registerLoop(Metrics metrics, MediaLoop loop) {
        for (double quantile : new double[] {0.5, 0.99, 0.999}) {
            metrics.gauge(
                    "patchbay_loop_tick_late_ms",
                    "How late the 20 ms tick was, since the start",
                    () -> loop.statistics().lateMillis(quantile),
                    "loop",
                    loop.name(),
                    "quantile",
                    String.valueOf(quantile));
        }
        for (double step : LoopStatistics.lateSteps()) {
            countTicks(
                    metrics, loop, String.valueOf(step), () -> loop.statistics().ticksWithin(step));
        }
        countTicks(metrics, loop, "+Inf", () -> loop.statistics().ticks());
        metrics.counter(
                "patchbay_loop_faults_total",
                "Tasks and packets that failed on a loop",
                () -> loop.statistics().faults(),
                "loop",
                loop.name());
    }

    private static void countTicks(Metrics metrics, MediaLoop loop, String edge, LongSupplier ticks) {
        metrics.counter(
                "patchbay_loop_ticks_within_ms_total",
                "Ticks of 20 ms that were at most so late",
                ticks,
                "loop",
                loop.name(),
                "le",
                edge);
    }
}
