package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioEncoder;
import io.patchbay.media.rtp.HeaderExtensionBlock;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers and stamps the packets of one stream that we send. Its timestamp goes on while nothing is sent, and the next packet then
 * has the marker of a talk spurt (RFC 3551 §4.1). One buffer for all packets. Belongs to one thread.
 */
final class RtpStream {
    /** Where an encoder may begin to write, so that the longest header fits before it. */
    static final int PAYLOAD_AT = 32;

    private final long ssrc;
    private final RtpSink sink;
    private final byte[] buffer = new byte[PAYLOAD_AT + AudioEncoder.MAX_PAYLOAD];
    private final RtpPacket packet = new RtpPacket();
    private int sequenceNumber = ThreadLocalRandom.current().nextInt(0x10000);
    private long timestamp = ThreadLocalRandom.current().nextLong(0x1_0000_0000L);
    private boolean resting = true;
    private long sent;

    RtpStream(long ssrc, RtpSink sink) {
        this.ssrc = ssrc;
        this.sink = sink;
    }

    /** To be filled from {@link #PAYLOAD_AT} on. */
    byte[] buffer() {
        return buffer;
    }

    /**
     * Sends the payload in the buffer.
     *
     * @param extensions to put before it
     */
    void send(int payloadType, int payloadLength, HeaderExtensionBlock extensions) {
        int from = PAYLOAD_AT - RtpPacket.FIXED_HEADER - extensions.length();
        extensions.writeHeader(buffer, from, payloadType, resting, sequenceNumber, timestamp, ssrc);
        resting = false;
        sequenceNumber = (sequenceNumber + 1) & 0xFFFF;
        sent++;
        if (packet.parse(buffer, from, PAYLOAD_AT + payloadLength - from)) {
            sink.onRtp(packet);
        }
    }

    /** Moves the timestamp on: by what was sent, or by what was not. */
    void advance(int units) {
        timestamp = (timestamp + units) & 0xFFFF_FFFFL;
    }

    /** The next packet begins a talk spurt. */
    void rest() {
        resting = true;
    }

    /** Packets so far. */
    long sent() {
        return sent;
    }
}
