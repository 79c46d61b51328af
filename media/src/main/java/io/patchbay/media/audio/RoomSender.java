package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.codec.AudioEncoder;
import io.patchbay.media.codec.OpusSettings;
import io.patchbay.media.rtp.AudioLevel;
import io.patchbay.media.rtp.HeaderExtensionBlock;
import io.patchbay.media.rtp.RtpSink;

/**
 * Encodes a phone's voice for the room: Opus at the phone's own sample rate, 20 ms a packet, with its level (RFC 6464). Has an
 * encoder only while somebody consumes. Belongs to the bridge's loop.
 */
final class RoomSender implements AutoCloseable {
    private static final int UNITS_PER_TICK = RoomStream.CLOCK_RATE / 50;

    private final RoomStream parameters;
    private final AudioCodecs codecs;
    private final RtpStream stream;
    private final HeaderExtensionBlock extensions = new HeaderExtensionBlock();
    private AudioEncoder encoder;
    private boolean consumed;

    RoomSender(RoomStream parameters, AudioCodecs codecs, RtpSink sink) {
        this.parameters = parameters;
        this.codecs = codecs;
        stream = new RtpStream(parameters.ssrc(), sink);
    }

    void setConsumed(boolean consumed) {
        this.consumed = consumed;
        if (!consumed) {
            close();
        }
    }

    /** Sends one tick's voice, if anybody listens. */
    void send(short[] pcm, SampleRate rate, LevelMeter meter) {
        if (consumed) {
            encode(pcm, rate, meter);
        } else {
            stream.rest();
        }
        stream.advance(UNITS_PER_TICK);
    }

    /** Lets one tick pass without a packet. */
    void rest() {
        stream.rest();
        stream.advance(UNITS_PER_TICK);
    }

    long sent() {
        return stream.sent();
    }

    @Override
    public void close() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
    }

    private void encode(short[] pcm, SampleRate rate, LevelMeter meter) {
        if (encoder == null || encoder.sampleRate() != rate.hertz()) {
            close();
            OpusSettings settings = OpusSettings.speech(rate.hertz()).withComplexity(0);
            encoder = codecs.openOpusEncoder(rate.hertz(), settings);
        }
        int length = encoder.encode(pcm, rate.frame(), stream.buffer(), RtpStream.PAYLOAD_AT);
        if (length == 0) {
            stream.rest();
            return;
        }
        int level = AudioLevel.of(meter.isSpeech(), -meter.currentDbov());
        extensions.clear().add8(parameters.audioLevelExtensionId(), level);
        stream.send(parameters.payloadType(), length, extensions);
    }
}
