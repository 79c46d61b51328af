package io.patchbay.media.rtp;

/** Takes RTP packets, on the loop that owns it. The packet is on loan: it is reused after the call returns. */
@FunctionalInterface
public interface RtpSink {
    void onRtp(RtpPacket packet);
}
