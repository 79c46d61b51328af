package io.patchbay.gateway;

import io.patchbay.gateway.metrics.Metrics;
import io.patchbay.media.quality.CallQuality;
import java.util.function.DoubleConsumer;

/** How calls sounded, as histograms on {@code /metrics}: each call counts once, when it ends. Any thread. */
final class QualityMetrics {
    private static final double[] SCORES = {2, 2.5, 3, 3.5, 3.8, 4, 4.2, 4.3, 4.4};
    private static final double[] PERCENT = {0.01, 0.1, 0.5, 1, 2, 3, 5, 10, 20};
    private static final double[] MILLIS = {1, 2, 5, 10, 20, 30, 50, 100, 200, 500};

    private final DoubleConsumer mosReceived;
    private final DoubleConsumer mosSent;
    private final DoubleConsumer lossReceived;
    private final DoubleConsumer lossSent;
    private final DoubleConsumer jitterReceived;
    private final DoubleConsumer jitterSent;
    private final DoubleConsumer buffer;
    private final DoubleConsumer roundTrip;

    QualityMetrics(Metrics metrics) {
        String mos = "Opinion score of a call by the E-model (ITU-T G.107)";
        mosReceived = metrics.histogram("patchbay_call_mos", mos, SCORES, "direction", "received");
        mosSent = metrics.histogram("patchbay_call_mos", mos, SCORES, "direction", "sent");
        String loss = "Packets of a call that were lost, in percent";
        lossReceived = metrics.histogram("patchbay_call_loss_percent", loss, PERCENT, "direction", "received");
        lossSent = metrics.histogram("patchbay_call_loss_percent", loss, PERCENT, "direction", "sent");
        String jitter = "Interarrival jitter of a call (RFC 3550 6.4.1), its mean";
        jitterReceived = metrics.histogram("patchbay_call_jitter_ms", jitter, MILLIS, "direction", "received");
        jitterSent = metrics.histogram("patchbay_call_jitter_ms", jitter, MILLIS, "direction", "sent");
        buffer = metrics.histogram("patchbay_call_buffer_ms", "Mean wait in a call's jitter buffer", MILLIS);
        roundTrip = metrics.histogram("patchbay_call_round_trip_ms", "Mean round trip of a call by RTCP", MILLIS);
    }

    /** A call has ended. */
    void add(CallQuality quality) {
        if (quality.received().packets() == 0) {
            return;
        }
        add(mosReceived, quality.received().mos());
        add(mosSent, quality.sent().mos());
        add(lossReceived, quality.received().lossPercent());
        add(lossSent, quality.sent().lossPercent());
        add(jitterReceived, quality.received().jitterMillis());
        add(jitterSent, quality.sent().jitterMillis());
        add(buffer, quality.received().bufferMillis());
        add(roundTrip, quality.roundTripMillis());
    }

    private static void add(DoubleConsumer histogram, double figure) {
        if (!Double.isNaN(figure)) {
            histogram.accept(figure);
        }
    }
}
