package io.patchbay.media.audio;

import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;

/**
 * A phone in an {@link AudioBridge}: what it sends is decoded, mixed for the other phones and, while somebody listens, encoded
 * for the room; what the others say is mixed, encoded and sent to it. Belongs to the bridge's loop.
 */
public final class AudioLeg implements RtpSink, AutoCloseable {
    AudioLeg() {}

    /** Takes a packet of the phone: audio, comfort noise or a telephone-event. Others are counted and dropped. */
    @Override
    public void onRtp(RtpPacket packet) {
        throw new UnsupportedOperationException();
    }

    /** Goes on with what a re-offer negotiated: codecs, packet length, direction. */
    public void setFormat(LegFormat format) {
        throw new UnsupportedOperationException();
    }

    public LegFormat format() {
        throw new UnsupportedOperationException();
    }

    /** A muted phone is not heard by anyone, and sends nothing to the room. It goes on hearing. */
    public void setMuted(boolean muted) {
        throw new UnsupportedOperationException();
    }

    public boolean isMuted() {
        throw new UnsupportedOperationException();
    }

    /** Whether anybody in the room consumes the phone's stream: it is encoded only then. False at first. */
    public void setConsumed(boolean consumed) {
        throw new UnsupportedOperationException();
    }

    /** Plays tones to this phone alone, on top of what it hears, in place of tones still playing. */
    public void play(TonePlan plan) {
        throw new UnsupportedOperationException();
    }

    /** How loud the phone is: -127 (silence) to 0. Falls slowly, so that five looks a second see every syllable. */
    public int levelDbov() {
        throw new UnsupportedOperationException();
    }

    /** Whether what the phone sends sounds like speech rather than background. */
    public boolean isSpeaking() {
        throw new UnsupportedOperationException();
    }

    public AudioLegStats statistics() {
        throw new UnsupportedOperationException();
    }

    /** Leaves the bridge and frees the codecs. Closing twice is allowed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
