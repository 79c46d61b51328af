package io.patchbay.media.peer;

import io.patchbay.media.audio.AudioLeg;
import io.patchbay.media.audio.JitterBufferStats;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.media.quality.ClockDrift;
import io.patchbay.media.quality.CodecImpairment;
import io.patchbay.media.quality.EModel;
import io.patchbay.media.quality.LossFigures;
import io.patchbay.media.quality.LossPattern;
import io.patchbay.media.quality.ReceivedQuality;
import io.patchbay.media.quality.SentQuality;
import io.patchbay.media.quality.Tally;
import io.patchbay.media.rtp.ReportBlock;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.SequenceNumbers;
import io.patchbay.media.rtp.VoipMetrics;

/** How good a phone's call sounds, from its packets, the jitter buffer and RTCP. Belongs to the media loop. */
final class QualityMeter {
    private static final double MOST_MILLIS_PER_PACKET = 120;
    private static final double THEIR_BUFFER_MILLIS = 40; // taken for the far end's where it does not tell
    private static final double LONGEST_ROUND_TRIP_MILLIS = 10_000; // more than this is a mistaken clock
    private static final int GMIN = 16;

    private final ReceivedStream received;
    private final RtcpSession rtcp;
    private final LossPattern losses = new LossPattern();
    private final ClockDrift drift = new ClockDrift();
    private final Tally jitter = new Tally();
    private final Tally remoteJitter = new Tally();
    private final Tally roundTrip = new Tally();
    private final Tally buffer = new Tally();
    private long ssrc;
    private int lastSequence;
    private long lastTimestamp;
    private double packetMillis = 20;
    private long packetsLookedAt;
    private ReportBlock lastBlock; // of the far end; null before one
    private long discarded;
    private long concealedBefore; // with legs before
    private AudioLeg leg; // null before there is one

    QualityMeter(ReceivedStream received, RtcpSession rtcp) {
        this.received = received;
        this.rtcp = rtcp;
    }

    /** What comes is heard by {@code next} from now on; null for by nobody. */
    void use(AudioLeg next) {
        if (leg != null) {
            concealedBefore += leg.statistics().buffer().concealedMillis();
        }
        leg = next;
    }

    /**
     * A packet of the stream has come.
     *
     * @param heard false where it came too late to be played
     */
    void onPacket(RtpPacket packet, int clockRate, boolean heard, long nowNanos) {
        int sequence = packet.sequenceNumber();
        long timestamp = packet.timestamp();
        if (packet.ssrc() != ssrc) {
            ssrc = packet.ssrc();
            losses.settle();
            drift.restart();
        } else if (sequence == SequenceNumbers.next(lastSequence)) {
            double millis = (int) (timestamp - lastTimestamp) * 1_000.0 / clockRate;
            packetMillis = millis > 0 && millis <= MOST_MILLIS_PER_PACKET ? millis : packetMillis;
        }
        lastSequence = sequence;
        lastTimestamp = timestamp;
        discarded += heard ? 0 : 1;
        losses.onPacket(sequence, heard);
        drift.onPacket(timestamp, clockRate, nowNanos);
    }

    /** Every second. */
    void look() {
        if (received.packets() > packetsLookedAt) {
            packetsLookedAt = received.packets();
            jitter.add(received.jitterMillis());
            buffer.add(leg == null ? Double.NaN : leg.statistics().buffer().delayMillis());
        }
    }

    /** The far end's reports have been read. */
    void onReport() {
        ReportBlock block = rtcp.sent().remote();
        if (block == lastBlock) {
            return;
        }
        lastBlock = block;
        remoteJitter.add(rtcp.remoteJitterMillis());
        double millis = rtcp.roundTripMillis();
        roundTrip.add(millis <= LONGEST_ROUND_TRIP_MILLIS ? millis : Double.NaN);
    }

    /** @param codec of the call; null before agreement */
    CallQuality figures(AudioCodec codec, long packetsSent) {
        CodecImpairment impairment = CodecImpairment.of(codec == null ? AudioCodec.PCMU : codec);
        return new CallQuality(heard(impairment), sent(impairment, packetsSent), roundTrip.mean(), roundTrip.max());
    }

    /** The call has ended: what has not come by now is lost. */
    CallQuality last(AudioCodec codec, long packetsSent) {
        losses.settle();
        look();
        return figures(codec, packetsSent);
    }

    private ReceivedQuality heard(CodecImpairment codec) {
        LossFigures spread = losses.figures(packetMillis);
        long missing = Math.max(0, received.lost());
        double rating = received.packets() == 0
                ? Double.NaN
                : EModel.rating(oneWayMillis(), codec, unheardPercent(), spread.burstRatio());
        return new ReceivedQuality(
                received.packets(),
                missing,
                discarded,
                percent(missing, received.packets() + missing),
                spread,
                jitter.mean(),
                jitter.max(),
                concealedBefore + (leg == null ? 0 : leg.statistics().buffer().concealedMillis()),
                buffer.mean(),
                drift.ppm(),
                rating,
                EModel.mos(rating));
    }

    private SentQuality sent(CodecImpairment codec, long packetsSent) {
        VoipMetrics theirs = rtcp.remoteMetrics();
        double lossPercent = rtcp.remoteLossPercent();
        double rating = Double.NaN;
        if (theirs != null) {
            double unheard = Math.min(100, (theirs.lossRate() + theirs.discardRate()) * 100 / 256.0);
            double density = Math.min(0.99, theirs.burstDensity() / 256.0);
            double run = density == 0 ? 1 : 1 / (1 - density); // as if losses were random within a burst
            rating = EModel.rating(
                    packetMillis + known(theirs.bufferMillis()) + halfRoundTrip(),
                    codec,
                    unheard,
                    (1 - unheard / 100) * run);
        } else if (!Double.isNaN(lossPercent)) {
            double theirBuffer = Math.max(THEIR_BUFFER_MILLIS, 2 * remoteJitter.mean());
            rating = EModel.rating(packetMillis + theirBuffer + halfRoundTrip(), codec, lossPercent, 1);
        }
        return new SentQuality(
                packetsSent,
                rtcp.remoteLost(),
                lossPercent,
                remoteJitter.mean(),
                remoteJitter.max(),
                rating,
                EModel.mos(rating),
                theirs);
    }

    private static double known(int bufferMillis) {
        return bufferMillis == 0 ? THEIR_BUFFER_MILLIS : Math.min(1_000, bufferMillis);
    }

    private double unheardPercent() {
        long missing = Math.max(0, received.lost());
        return Math.min(100, percent(missing + discarded, received.packets() + missing));
    }

    private double oneWayMillis() {
        return packetMillis + (Double.isNaN(buffer.mean()) ? 0 : buffer.mean()) + halfRoundTrip();
    }

    private double halfRoundTrip() {
        return Double.isNaN(roundTrip.mean()) ? 0 : roundTrip.mean() / 2;
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /** What we tell the phone of how it is heard (RFC 3611 §4.7). */
    VoipMetrics metrics(AudioCodec codec) {
        CodecImpairment impairment = CodecImpairment.of(codec);
        LossFigures spread = losses.figures(packetMillis);
        double whole = received.packets() + Math.max(0, received.lost());
        double conversational = EModel.rating(oneWayMillis(), impairment, unheardPercent(), spread.burstRatio());
        double listening = EModel.rating(0, impairment, unheardPercent(), spread.burstRatio());
        JitterBufferStats now = leg == null ? null : leg.statistics().buffer();
        return new VoipMetrics(
                of256(Math.max(0, received.lost()) / whole),
                of256(discarded / whole),
                of256(spread.burstDensityPercent() / 100),
                of256(spread.gapDensityPercent() / 100),
                (int) Math.round(spread.burstMillis()),
                (int) Math.round(Math.min(65_535, spread.gapMillis())),
                Double.isNaN(roundTrip.mean()) ? 0 : (int) Math.round(rtcp.roundTripMillis()),
                now == null ? 0 : now.delayMillis() + (int) packetMillis,
                VoipMetrics.UNKNOWN,
                VoipMetrics.UNKNOWN,
                VoipMetrics.UNKNOWN,
                GMIN,
                (int) Math.round(conversational),
                VoipMetrics.UNKNOWN,
                (int) Math.round(10 * EModel.mos(listening)),
                (int) Math.round(10 * EModel.mos(conversational)),
                VoipMetrics.CONCEALING_ADAPTIVE,
                now == null ? 0 : now.targetMillis(),
                now == null ? 0 : now.delayMillis(),
                JitterBufferStats.LIMIT_MILLIS);
    }

    private static int of256(double fraction) {
        return (int) Math.min(255, Math.round(256 * fraction));
    }
}
