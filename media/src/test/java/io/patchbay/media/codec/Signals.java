package io.patchbay.media.codec;

import java.util.Random;

/** Test signals and measures. */
final class Signals {
    private Signals() {}

    static short[] sine(double hertz, double amplitude, int sampleRate, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(amplitude * StrictMath.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return pcm;
    }

    /** Something voice-like: harmonics of 140 Hz under a slow envelope, and a little noise. */
    static short[] speechLike(int sampleRate, int samples) {
        Random random = new Random(7);
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            double t = (double) i / sampleRate;
            double value = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                value += StrictMath.sin(2 * Math.PI * 140 * harmonic * t + harmonic) / harmonic;
            }
            double envelope = 0.55 + 0.45 * StrictMath.sin(2 * Math.PI * 3 * t);
            pcm[i] = (short) (6_000 * envelope * value + 60 * random.nextGaussian());
        }
        return pcm;
    }

    /** Signal to noise in dB at the delay, 0 to {@code maxDelay} samples, at which the two are most alike. */
    static double bestSnr(short[] sent, short[] heard, int maxDelay) {
        double best = Double.NEGATIVE_INFINITY;
        for (int delay = 0; delay <= maxDelay; delay++) {
            double signal = 0;
            double noise = 0;
            for (int i = sent.length / 10; i + delay < heard.length && i < sent.length; i++) {
                double error = heard[i + delay] - sent[i];
                signal += (double) sent[i] * sent[i];
                noise += error * error;
            }
            best = Math.max(best, 10 * Math.log10(signal / Math.max(1, noise)));
        }
        return best;
    }

    static double rms(short[] pcm, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    /** Sends {@code pcm} through encoder and decoder in packets of {@code packetMillis}. */
    static short[] throughCodec(short[] pcm, AudioEncoder encoder, AudioDecoder decoder, int packetMillis) {
        int in = encoder.sampleRate() / 1000 * packetMillis;
        int out = decoder.sampleRate() / 1000 * packetMillis;
        short[] heard = new short[pcm.length / in * out];
        short[] frame = new short[in];
        short[] decoded = new short[decoder.sampleRate() / 1000 * AudioDecoder.MAX_PACKET_MILLIS];
        byte[] payload = new byte[AudioEncoder.MAX_PAYLOAD + 5];
        for (int packet = 0; packet < pcm.length / in; packet++) {
            System.arraycopy(pcm, packet * in, frame, 0, in);
            int length = encoder.encode(frame, in, payload, 5);
            if (decoder.samples(payload, 5, length) != out || decoder.decode(payload, 5, length, decoded) != out) {
                throw new AssertionError(
                        "packet %d of %d bytes gave other than %d samples".formatted(packet, length, out));
            }
            System.arraycopy(decoded, 0, heard, packet * out, out);
        }
        return heard;
    }
}
