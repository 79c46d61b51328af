package io.patchbay.testbeds.load;

import io.patchbay.testbeds.audio.Spectrum;
import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.phone.PhoneCodecs;
import io.patchbay.testbeds.phone.PhoneDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the payloads of the last six seconds of a stream, to be listened to afterwards. Belongs to the loop until it has ended. */
final class Ear {
    private final byte[][] payloads = new byte[Voice.CYCLE_PACKETS][];
    private final PhoneCodec codec;
    private long count;

    Ear(PhoneCodec codec) {
        this.codec = codec;
    }

    /** Takes a copy. */
    void packet(byte[] payload) {
        payloads[(int) (count++ % payloads.length)] = payload;
    }

    /** Whether a voice with this mark was there in any second of what was kept. */
    boolean hears(double mark) {
        short[] pcm = decoded();
        int second = codec.sampleRate();
        for (int from = 0; from + second <= pcm.length; from += second / 2) {
            if (new Spectrum(Arrays.copyOfRange(pcm, from, from + second), second).hears(mark)) {
                return true;
            }
        }
        return false;
    }

    private short[] decoded() {
        List<short[]> frames = new ArrayList<>();
        int samples = 0;
        try (PhoneDecoder decoder = PhoneCodecs.decoder(codec)) {
            for (long i = Math.max(0, count - payloads.length); i < count; i++) {
                short[] frame = decoder.decode(payloads[(int) (i % payloads.length)]);
                frames.add(frame);
                samples += frame.length;
            }
        }
        short[] pcm = new short[samples];
        int at = 0;
        for (short[] frame : frames) {
            System.arraycopy(frame, 0, pcm, at, frame.length);
            at += frame.length;
        }
        return pcm;
    }
}
