package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.rtp.AudioLevel;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;
import java.util.Arrays;
import java.util.Map;

/**
 * An Opus stream of the room, decoded once for all phones of an {@link AudioBridge}, and only while a phone listens. Belongs to
 * the bridge's loop.
 */
public final class RemoteAudio implements RtpSink, AutoCloseable {
    private static final int PREFERENCE = 6; // dB
    private static final int UNKNOWN_DBOV = -40;

    private final AudioBridge bridge;
    private final RemoteAudioConfig config;
    private final AudioReceiver receiver;
    private final MixSource source;
    private final LevelMeter meter = new LevelMeter();
    private final Gate gate = new Gate();
    private int announcedDbov = LevelMeter.SILENCE;
    private boolean closed;

    RemoteAudio(AudioBridge bridge, RemoteAudioConfig config, SampleRate rate, AudioCodecs codecs) {
        this.bridge = bridge;
        this.config = config;
        receiver = new AudioReceiver(rate, codecs, DtmfListener.NONE);
        receiver.setFormat(Map.of(config.payloadType(), AudioCodec.OPUS), Map.of(), rate);
        source = new MixSource(rate);
    }

    /** Takes a packet of the stream; other payload types are counted and dropped. */
    @Override
    public void onRtp(RtpPacket packet) {
        onRtp(packet, System.nanoTime());
    }

    /** As {@link #onRtp(RtpPacket)}, of a packet that came at {@code arrivalNanos} of {@link System#nanoTime}. */
    public void onRtp(RtpPacket packet, long arrivalNanos) {
        bridge.assertOwner();
        if (closed) {
            return;
        }
        if (config.audioLevelExtensionId() != 0) {
            int level = AudioLevel.read(packet, config.audioLevelExtensionId());
            if (level >= 0) {
                announcedDbov = Math.max(announcedDbov, -AudioLevel.minusDbov(level));
            }
        }
        receiver.onRtp(packet, arrivalNanos);
    }

    /** How loud it is: -127 (silence) to 0; from its header extension where it has one, else from what was decoded. */
    public int levelDbov() {
        return meter.heldDbov();
    }

    public JitterBufferStats statistics() {
        bridge.assertOwner();
        return receiver.statistics();
    }

    /** Leaves the bridge and frees the decoder. Closing twice is allowed. */
    @Override
    public void close() {
        bridge.assertOwner();
        if (closed) {
            return;
        }
        closed = true;
        bridge.remove(this);
        receiver.close();
    }

    @Override
    public String toString() {
        return config.name();
    }

    /**
     * Decodes tick {@code tick}.
     *
     * @param rate the highest that a phone hears at
     * @param wanted whether it is to be heard; else it is not decoded, once it has faded out
     */
    void listen(long tick, long nanos, SampleRate rate, boolean wanted) {
        if (closed) {
            return;
        }
        if (rate != source.rate()) {
            receiver.setRate(rate);
            source.setRate(rate);
        }
        if (!wanted && !gate.isOpen()) {
            receiver.skip(nanos);
            meter.frame(announcedDbov);
            announcedDbov = LevelMeter.SILENCE;
            Arrays.fill(source.frame(), (short) 0);
            source.filled(tick, false);
            return;
        }
        receiver.pull(source.frame(), nanos);
        gate.apply(source.frame(), rate.frame(), wanted);
        int level = -AudioLevel.measure(source.frame(), 0, rate.frame());
        meter.frame(Math.max(level, announcedDbov));
        announcedDbov = LevelMeter.SILENCE;
        source.filled(tick, level > LevelMeter.SILENCE);
    }

    /** The last 20 ms, faded out. */
    void fadeOut(long tick, long nanos) {
        receiver.pull(source.frame(), nanos);
        Gate.ramp(source.frame(), 0, source.rate().frame(), 1, 0);
        source.filled(tick, true);
    }

    /**
     * How much it deserves to be heard, in dB: those already heard are preferred, so that two equally loud ones do not take turns.
     * One that does not announce its level is only known when it is heard.
     */
    int claim() {
        if (config.audioLevelExtensionId() == 0) {
            return UNKNOWN_DBOV;
        }
        return Math.max(meter.heldDbov(), announcedDbov) + (gate.isOpen() ? PREFERENCE : 0);
    }

    MixSource source() {
        return source;
    }
}
