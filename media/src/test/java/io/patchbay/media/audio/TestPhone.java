package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.codec.AudioDecoder;
import io.patchbay.media.codec.AudioEncoder;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;
import java.util.ArrayList;
import java.util.List;

/** A phone without a network: says tones as RTP packets, and decodes the packets that it is sent. */
final class TestPhone implements RtpSink, AutoCloseable {
    record Heard(int payloadType, int sequenceNumber, long timestamp, boolean marker, int length) {}

    final AudioCodec codec;
    final int payloadType;
    final List<Heard> packets = new ArrayList<>();
    private final AudioEncoder encoder;
    private final AudioDecoder decoder;
    private final short[] scratch = new short[5760];
    private final byte[] buffer = new byte[1500];
    private final RtpPacket packet = new RtpPacket();
    private short[] heard = {};
    long ssrc = 0x1000;
    int sequenceNumber = 65_530;
    long timestamp = 4_294_967_000L;
    private long sample;

    TestPhone(AudioCodec codec, int payloadType, AudioCodecs codecs) {
        this.codec = codec;
        this.payloadType = payloadType;
        encoder = codecs.openEncoder(codec, codec.sampleRate());
        decoder = codecs.openDecoder(codec, codec.sampleRate());
    }

    /** The next packet, saying {@code hertz}; 0 for silence. It is good until the next call. */
    RtpPacket say(double hertz, double dbov, int millis) {
        int count = codec.sampleRate() / 1000 * millis;
        short[] pcm = hertz == 0 ? new short[count] : Tones.sine(hertz, codec.sampleRate(), dbov, sample, count);
        return say(pcm);
    }

    RtpPacket say(short[] pcm) {
        sample += pcm.length;
        int length = encoder.encode(pcm, pcm.length, buffer, RtpPacket.FIXED_HEADER);
        RtpPacket.writeHeader(buffer, 0, payloadType, false, sequenceNumber, timestamp, ssrc);
        packet.parse(buffer, 0, RtpPacket.FIXED_HEADER + length);
        sequenceNumber = (sequenceNumber + 1) & 0xFFFF;
        skip(pcm.length);
        return packet;
    }

    /** Lets time pass without a packet. */
    void skip(int samples) {
        timestamp = (timestamp + (long) samples * codec.clockRate() / codec.sampleRate()) & 0xFFFF_FFFFL;
    }

    @Override
    public void onRtp(RtpPacket packet) {
        packets.add(new Heard(
                packet.payloadType(),
                packet.sequenceNumber(),
                packet.timestamp(),
                packet.marker(),
                packet.payloadLength()));
        int count = decoder.decode(packet.buffer(), packet.payloadOffset(), packet.payloadLength(), scratch);
        heard = Tones.concat(heard, java.util.Arrays.copyOf(scratch, count));
    }

    short[] heard() {
        return heard;
    }

    /** Level of a tone in the last {@code millis} heard. */
    double hears(double hertz, int millis) {
        int count = codec.sampleRate() / 1000 * millis;
        return Tones.dbov(heard, heard.length - count, count, hertz, codec.sampleRate());
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
