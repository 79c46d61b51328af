package io.patchbay.media.audio;

import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;

/**
 * An Opus stream of the room, decoded once for all phones of an {@link AudioBridge}, and only while a phone listens. Belongs to
 * the bridge's loop.
 */
public final class RemoteAudio implements RtpSink, AutoCloseable {
    RemoteAudio() {}

    /** Takes a packet of the stream; other payload types are counted and dropped. */
    @Override
    public void onRtp(RtpPacket packet) {
        throw new UnsupportedOperationException();
    }

    /** How loud it is: -127 (silence) to 0; from its header extension where it has one, else from what was decoded. */
    public int levelDbov() {
        throw new UnsupportedOperationException();
    }

    public JitterBufferStats statistics() {
        throw new UnsupportedOperationException();
    }

    /** Leaves the bridge and frees the decoder. Closing twice is allowed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
