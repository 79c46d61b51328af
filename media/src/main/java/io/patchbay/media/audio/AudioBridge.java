package io.patchbay.media.audio;

import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.loop.Ticker;
import io.patchbay.media.rtp.RtpSink;

/**
 * Mixes one room for its phones on this node: each phone hears all others and the room's remote streams, not itself. Everything
 * that is heard is decoded once and summed once per sample rate in use; a phone's own part is subtracted from the sum, so that a
 * phone costs the same whatever the number of phones. Belongs to {@code loop}; packets to the phones leave on its 20 ms tick.
 */
public final class AudioBridge implements Ticker, AutoCloseable {

    /** On the loop. The bridge ticks while it has a leg. */
    public AudioBridge(MediaLoop loop, CodecFactory codecs) {}

    /**
     * Adds a phone.
     *
     * @param toPhone takes the packets to the phone
     * @param toRoom takes the phone's Opus packets for the room, while {@link AudioLeg#setConsumed consumed}
     */
    public AudioLeg addLeg(AudioLegConfig config, RtpSink toPhone, RtpSink toRoom) {
        throw new UnsupportedOperationException();
    }

    /** Adds an Opus stream of the room for the phones to hear. */
    public RemoteAudio addRemote(RemoteAudioConfig config) {
        throw new UnsupportedOperationException();
    }

    public int legs() {
        throw new UnsupportedOperationException();
    }

    public int remotes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onTick(long nanos) {
        throw new UnsupportedOperationException();
    }

    /** Closes all legs and remotes and ticks no more. Closing twice is allowed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
