package io.patchbay.media.codec;

import java.util.concurrent.atomic.AtomicInteger;

/** Opus, speech, mono, by libopus. Belongs to one thread. */
public final class OpusEncoder implements AudioEncoder {
    private static final int MAX_FRAME_MILLIS = 120;

    private final int sampleRate;
    private final AtomicInteger open;
    private final NativeBytes pcmMemory;
    private final NativeBytes packetMemory;
    private long encoder;

    OpusEncoder(int sampleRate, OpusSettings settings, AtomicInteger open) {
        OpusLibrary.load();
        this.sampleRate = sampleRate;
        this.open = open;
        encoder = OpusLibrary.opus_encoder_create(sampleRate, 1, OpusLibrary.APPLICATION_VOIP, OpusLibrary.NULL);
        if (encoder == OpusLibrary.NULL) {
            throw new IllegalStateException("libopus made no encoder for " + sampleRate + " Hz");
        }
        pcmMemory = new NativeBytes(sampleRate / 1000 * MAX_FRAME_MILLIS * Short.BYTES);
        packetMemory = new NativeBytes(MAX_PAYLOAD);
        open.incrementAndGet();
        set(OpusLibrary.SET_BITRATE, settings.bitsPerSecond());
        set(OpusLibrary.SET_COMPLEXITY, settings.complexity());
        set(OpusLibrary.SET_INBAND_FEC, settings.inbandFec() ? 1 : 0);
        set(OpusLibrary.SET_PACKET_LOSS_PERC, settings.packetLossPercent());
        set(OpusLibrary.SET_DTX, settings.dtx() ? 1 : 0);
        set(OpusLibrary.SET_SIGNAL, OpusLibrary.SIGNAL_VOICE);
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int encode(short[] pcm, int samples, byte[] out, int offset) {
        requireOpen();
        pcmMemory.putSamples(pcm, samples);
        int room = Math.min(MAX_PAYLOAD, out.length - offset);
        int length = OpusLibrary.opus_encode(encoder, pcmMemory.address(), samples, packetMemory.address(), room);
        if (length < 0) {
            throw new IllegalArgumentException("libopus cannot encode %d samples at %d Hz into %d bytes (error %d)"
                    .formatted(samples, sampleRate, room, length));
        }
        if (length <= 2) {
            return 0; // opus_encode: a packet of 1 or 2 bytes need not be sent (DTX)
        }
        packetMemory.getBytes(out, offset, length);
        return length;
    }

    /** @param bitsPerSecond 6000 to 128000 */
    public void bitsPerSecond(int bitsPerSecond) {
        set(
                OpusLibrary.SET_BITRATE,
                Math.max(OpusSettings.MIN_BITS_PER_SECOND, Math.min(OpusSettings.MAX_BITS_PER_SECOND, bitsPerSecond)));
    }

    /** @param complexity 0 to 10 */
    public void complexity(int complexity) {
        set(OpusLibrary.SET_COMPLEXITY, Math.max(0, Math.min(10, complexity)));
    }

    @Override
    public void expectPacketLoss(int percent) {
        set(OpusLibrary.SET_PACKET_LOSS_PERC, Math.max(0, Math.min(100, percent)));
    }

    @Override
    public void reset() {
        requireOpen();
        OpusLibrary.opus_encoder_ctl(encoder, OpusLibrary.RESET_STATE);
    }

    @Override
    public void close() {
        if (encoder != OpusLibrary.NULL) {
            OpusLibrary.opus_encoder_destroy(encoder);
            encoder = OpusLibrary.NULL;
            pcmMemory.close();
            packetMemory.close();
            open.decrementAndGet();
        }
    }

    private void set(int request, int value) {
        requireOpen();
        int result = OpusLibrary.opus_encoder_ctl(encoder, request, value);
        if (result != 0) {
            throw new IllegalStateException(
                    "libopus refused encoder setting %d = %d (error %d)".formatted(request, value, result));
        }
    }

    private void requireOpen() {
        if (encoder == OpusLibrary.NULL) {
            throw new IllegalStateException("this Opus encoder is closed");
        }
    }
}
