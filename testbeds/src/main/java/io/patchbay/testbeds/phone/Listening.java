package io.patchbay.testbeds.phone;

import io.patchbay.testbeds.audio.Spectrum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Turns received packets into the audio that a listener would have had, silence where packets are missing. */
final class Listening {
    /** Decoded ahead of the window and thrown away: a predictive decoder needs it. */
    static final Duration RUN_UP = Duration.ofMillis(300);

    private Listening() {}

    /**
     * @param packets in order of arrival, the run-up included
     * @param codecs by payload type; packets of other types are passed over
     */
    static Spectrum spectrum(List<ReceivedPacket> packets, Map<Integer, PhoneCodec> codecs, Duration window) {
        List<ReceivedPacket> audio = new ArrayList<>(packets.stream()
                .filter(packet -> codecs.containsKey(packet.payloadType()))
                .toList());
        if (audio.isEmpty()) {
            return new Spectrum(new short[0], 8_000);
        }
        ReceivedPacket last = audio.get(audio.size() - 1);
        PhoneCodec codec = codecs.get(last.payloadType());
        audio.removeIf(packet -> packet.ssrc() != last.ssrc() || packet.payloadType() != last.payloadType());
        audio.sort(Comparator.comparingInt(packet -> (short) (packet.sequence() - last.sequence())));
        short[] pcm = decode(audio, codec);
        int wanted = (int) (codec.sampleRate() * window.toMillis() / 1000);
        int from = Math.max(0, pcm.length - wanted);
        short[] tail = new short[Math.min(wanted, pcm.length)];
        System.arraycopy(pcm, from, tail, 0, tail.length);
        return new Spectrum(tail, codec.sampleRate());
    }

    private static short[] decode(List<ReceivedPacket> audio, PhoneCodec codec) {
        long begin = audio.get(0).timestamp();
        int scale = codec.sampleRate() / codec.clockRate();
        int limit = codec.sampleRate() * 40;
        short[] pcm = new short[limit];
        int end = 0;
        try (PhoneDecoder decoder = PhoneCodecs.decoder(codec)) {
            for (ReceivedPacket packet : audio) {
                int at = (int) (packet.timestamp() - begin) * scale; // modulo 2^32, as timestamps are
                short[] samples = decoder.decode(packet.payload());
                if (at < 0 || at + samples.length > limit) {
                    continue; // a timestamp out of all reason; the reception report counts the jump
                }
                System.arraycopy(samples, 0, pcm, at, samples.length);
                end = Math.max(end, at + samples.length);
            }
        }
        short[] result = new short[end];
        System.arraycopy(pcm, 0, result, 0, end);
        return result;
    }
}
