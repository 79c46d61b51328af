package io.patchbay.media.codec;

import java.util.concurrent.atomic.AtomicInteger;

/** Opus by libopus: whatever was sent, mono at the rate wanted. Belongs to one thread. */
final class OpusDecoder implements AudioDecoder {
    private static final int MAX_PAYLOAD = 4096;

    private final int sampleRate;
    private final int maxSamples;
    private final AtomicInteger open;
    private final NativeBytes pcmMemory;
    private final NativeBytes packetMemory;
    private long decoder;

    OpusDecoder(int sampleRate, AtomicInteger open) {
        OpusLibrary.load();
        this.sampleRate = sampleRate;
        this.open = open;
        maxSamples = sampleRate / 1000 * MAX_PACKET_MILLIS;
        decoder = OpusLibrary.opus_decoder_create(sampleRate, 1, OpusLibrary.NULL);
        if (decoder == OpusLibrary.NULL) {
            throw new IllegalStateException("libopus made no decoder for " + sampleRate + " Hz");
        }
        pcmMemory = new NativeBytes(maxSamples * Short.BYTES);
        packetMemory = new NativeBytes(MAX_PAYLOAD);
        open.incrementAndGet();
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int samples(byte[] payload, int offset, int length) {
        return OpusPacket.samples(payload, offset, length, sampleRate);
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm) {
        requireOpen();
        if (length > MAX_PAYLOAD || samples(payload, offset, length) < 0) {
            return -1;
        }
        packetMemory.putBytes(payload, offset, length);
        return take(
                OpusLibrary.opus_decode(decoder, packetMemory.address(), length, pcmMemory.address(), maxSamples, 0),
                pcm);
    }

    @Override
    public int decodeFec(byte[] payload, int offset, int length, short[] pcm, int samples) {
        requireOpen();
        if (length > MAX_PAYLOAD || samples(payload, offset, length) < 0) {
            return conceal(pcm, samples);
        }
        packetMemory.putBytes(payload, offset, length);
        int wanted = wholeFrames(samples);
        int decoded = OpusLibrary.opus_decode(decoder, packetMemory.address(), length, pcmMemory.address(), wanted, 1);
        return decoded < 0 ? conceal(pcm, samples) : take(Math.min(decoded, samples), pcm);
    }

    @Override
    public int conceal(short[] pcm, int samples) {
        requireOpen();
        int made = OpusLibrary.opus_decode(decoder, OpusLibrary.NULL, 0, pcmMemory.address(), wholeFrames(samples), 0);
        return take(Math.min(made, samples), pcm);
    }

    /** opus_decode: without data, or for FEC, the length must be a multiple of 2.5 ms. */
    private int wholeFrames(int samples) {
        int unit = sampleRate / 400;
        return Math.min(maxSamples, (samples + unit - 1) / unit * unit);
    }

    private int take(int samples, short[] pcm) {
        if (samples < 0) {
            return -1;
        }
        pcmMemory.getSamples(pcm, samples);
        return samples;
    }

    @Override
    public void reset() {
        requireOpen();
        OpusLibrary.opus_decoder_ctl(decoder, OpusLibrary.RESET_STATE);
    }

    @Override
    public void close() {
        if (decoder != OpusLibrary.NULL) {
            OpusLibrary.opus_decoder_destroy(decoder);
            decoder = OpusLibrary.NULL;
            pcmMemory.close();
            packetMemory.close();
            open.decrementAndGet();
        }
    }

    private void requireOpen() {
        if (decoder == OpusLibrary.NULL) {
            throw new IllegalStateException("this Opus decoder is closed");
        }
    }
}
