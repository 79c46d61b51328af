package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.codec.AudioDecoder;

/** Decodes the packets of one payload type to the rate wanted. The decoder is made when it is first needed. */
final class PayloadDecoder implements AutoCloseable {
    private final AudioCodec codec;
    private final SampleRate rate;
    private final SampleRate codecRate;
    private final AudioCodecs codecs;
    private AudioDecoder decoder;
    private Resampler resampler; // null where the codec can do the rate itself
    private short[] scratch;

    PayloadDecoder(AudioCodec codec, SampleRate rate, AudioCodecs codecs) {
        this.codec = codec;
        this.rate = rate;
        this.codecs = codecs;
        codecRate = codec == AudioCodec.OPUS ? rate : SampleRate.of(codec.sampleRate());
    }

    AudioCodec codec() {
        return codec;
    }

    boolean isOpus() {
        return codec == AudioCodec.OPUS;
    }

    /**
     * Decodes one payload to the end of {@code queue}.
     *
     * @return samples, or -1 where the payload makes no sense
     */
    int decode(byte[] payload, int length, PcmQueue queue) {
        open();
        int decoded = decoder.decode(payload, 0, length, scratch);
        return decoded < 0 ? -1 : append(decoded, queue);
    }

    /** Samples, at the rate wanted, that {@link #decode} would give; 0 where the payload makes no sense. */
    int samples(byte[] payload, int length) {
        open();
        return Math.max(0, decoder.samples(payload, 0, length)) * rate.hertz() / codecRate.hertz();
    }

    /**
     * Makes up {@code samples} samples, at the rate wanted.
     *
     * @return samples that came of it
     */
    int conceal(int samples, PcmQueue queue) {
        open();
        return append(decoder.conceal(scratch, samples * codecRate.hertz() / rate.hertz()), queue);
    }

    /**
     * Makes up for {@code samples} samples, at the rate wanted, just before the packet that {@code next} is the payload of, from
     * what that carries of them.
     *
     * @return samples that came of it
     */
    int recover(byte[] next, int length, int samples, PcmQueue queue) {
        open();
        int wanted = samples * codecRate.hertz() / rate.hertz();
        return append(decoder.decodeFec(next, 0, length, scratch, wanted), queue);
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }

    private void open() {
        if (decoder == null) {
            decoder = codecs.openDecoder(codec, codecRate.hertz());
            scratch = new short[codecRate.samples(AudioDecoder.MAX_PACKET_MILLIS)];
            resampler = codecRate == rate ? null : new Resampler(codecRate.hertz(), rate.hertz());
        }
    }

    private int append(int decoded, PcmQueue queue) {
        if (decoded <= 0) {
            return 0;
        }
        if (resampler == null) {
            queue.append(scratch, decoded);
            return decoded;
        }
        int most = Math.max(decoded, decoded * rate.hertz() / codecRate.hertz());
        int resampled = resampler.process(scratch, decoded, queue.array(most), queue.size());
        queue.grow(resampled);
        return resampled;
    }
}
