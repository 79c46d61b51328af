package io.patchbay.media.peer;

import io.patchbay.media.rtp.ExtendedReports;
import io.patchbay.media.rtp.NtpClock;
import io.patchbay.media.rtp.ReportBlock;
import io.patchbay.media.rtp.RtcpReader;
import io.patchbay.media.rtp.RtcpVisitor;
import io.patchbay.media.rtp.RtcpWriter;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.SendStatistics;
import io.patchbay.media.rtp.VoipMetrics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Our reports to a phone, and its to us (RFC 3550 §6). Belongs to the media loop. */
final class RtcpSession implements RtcpVisitor {
    private static final double INTERVAL_NANOS = 5e9; // §6.2: the least interval; two members never need a longer one
    private static final double COMPENSATION = Math.E - 1.5; // §6.3.1
    private static final int LONGEST = 512;

    private final byte[] cname;
    private final ReceivedStream received;
    private final Runnable onBye;
    private final NtpClock clock = NtpClock.system();
    private final RtcpReader reader = new RtcpReader();
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] buffer = new byte[LONGEST];
    private SendStatistics sent;
    private int clockRate;
    private long packetsReported; // sent, when we last reported
    private long dueNanos;
    private long readAtNanos;
    private long malformed;
    private long packetsAtReport; // sent, when the phone last reported
    private VoipMetrics remoteMetrics; // null before the phone sends any
    private Supplier<VoipMetrics> metrics; // null where the phone wants none

    /** @param cname names both streams of this endpoint alike, and tells nothing of the machine */
    RtcpSession(String cname, ReceivedStream received, Runnable onBye, long nowNanos) {
        this.cname = cname.getBytes(StandardCharsets.UTF_8);
        this.received = received;
        this.onBye = onBye;
        startSending(ThreadLocalRandom.current().nextLong(0x1_0000_0000L), 8_000);
        dueNanos = nowNanos + interval() / 2; // §6.2: the first comes after half the interval
    }

    /** What we send has this SSRC and clock rate from now on. */
    void startSending(long ssrc, int clockRate) {
        if (sent == null || sent.ssrc() != ssrc || clockRate != this.clockRate) {
            sent = new SendStatistics(ssrc, clockRate, clock);
            this.clockRate = clockRate;
            packetsReported = 0;
            packetsAtReport = 0;
            remoteMetrics = null;
        }
    }

    /** What our reports say in a block of VoIP metrics (RFC 3611 §4.7); null where the phone asked for none. */
    void tellMetrics(Supplier<VoipMetrics> metrics) {
        this.metrics = metrics;
    }

    void onSent(RtpPacket packet, long nowNanos) {
        sent.onPacket(packet.timestamp(), packet.payloadLength(), nowNanos);
    }

    void read(byte[] packet, int length, long nowNanos) {
        readAtNanos = nowNanos;
        if (!reader.read(packet, 0, length, this)) {
            malformed++;
        }
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    /** Writes a report to {@link #buffer()}; returns its length. The next one is due in 2 to 6 s. */
    int report(long nowNanos) {
        dueNanos = nowNanos + interval();
        return compound(nowNanos, false);
    }

    /** Writes our last report, with BYE (§6.6). */
    int goodbye(long nowNanos) {
        return compound(nowNanos, true);
    }

    byte[] buffer() {
        return buffer;
    }

    SendStatistics sent() {
        return sent;
    }

    /** What came with lengths that do not add up. */
    long malformed() {
        return malformed;
    }

    @Override
    public void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
        received.onSenderReport(ssrc, ntpTime, rtpTimestamp, readAtNanos);
    }

    @Override
    public void onReportBlock(long reporterSsrc, ReportBlock block) {
        sent.onReportBlock(block, readAtNanos);
        packetsAtReport = sent.packets();
    }

    @Override
    public void onVoipMetrics(long senderSsrc, long mediaSsrc, byte[] packet, int at) {
        if (mediaSsrc == sent.ssrc()) {
            remoteMetrics = ExtendedReports.voipMetrics(packet, at);
        }
    }

    @Override
    public void onBye(long ssrc) {
        onBye.run();
    }

    /** The fraction of our packets that the phone lost lately, 0 to 1; NaN before a report. */
    double remoteLostFraction() {
        return sent.remote() == null ? Double.NaN : sent.remote().fractionLost() / 256.0;
    }

    /** Of our packets, by the phone's last report; 0 before it. */
    long remoteLost() {
        return sent.remote() == null ? 0 : Math.max(0, sent.remote().cumulativeLost());
    }

    /** The same of all that it should have got by then; NaN before a report. */
    double remoteLossPercent() {
        return sent.remote() == null || packetsAtReport == 0
                ? Double.NaN
                : Math.min(100, 100.0 * remoteLost() / packetsAtReport);
    }

    /** What the phone says of how it hears us; null where it says nothing. */
    VoipMetrics remoteMetrics() {
        return remoteMetrics;
    }

    double remoteJitterMillis() {
        return sent.remote() == null ? Double.NaN : sent.remote().jitter() * 1_000.0 / clockRate;
    }

    double roundTripMillis() {
        return sent.roundTripNanos() < 0 ? Double.NaN : sent.roundTripNanos() / 1e6;
    }

    private int compound(long nowNanos, boolean bye) {
        writer.wrap(buffer, 0, LONGEST);
        if (sent.packets() > packetsReported) {
            sent.writeSenderReport(writer, nowNanos);
        } else {
            writer.receiverReport(sent.ssrc()); // §6.4: nothing sent since the last report
        }
        packetsReported = sent.packets();
        ReportBlock block = received.report(nowNanos);
        if (block != null) {
            writer.reportBlock(block);
        }
        writer.cname(sent.ssrc(), cname);
        if (metrics != null && block != null) {
            ExtendedReports.writeVoipMetrics(writer, sent.ssrc(), block.ssrc(), metrics.get());
        }
        if (bye) {
            writer.bye(sent.ssrc());
        }
        return writer.length();
    }

    /** Half to one and a half of the interval, made up for what timer reconsideration would add (§6.3.1). */
    private static long interval() {
        return (long) (INTERVAL_NANOS * ThreadLocalRandom.current().nextDouble(0.5, 1.5) / COMPENSATION);
    }
}
