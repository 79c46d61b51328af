package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A sender, a bad network and an {@link AudioReceiver}, in simulated time. */
final class ReceiverRig implements AutoCloseable {
    static final long MILLI = 1_000_000;
    static final long START = 7_000_000_000_000L;
    static final double LEVEL = -15;

    private record Arrival(long nanos, byte[] bytes) {}

    /** What the network does to packet {@code number}: by how many milliseconds it is late; negative for a packet lost. */
    interface Network {
        double delay(int number);
    }

    final AudioCodecs codecs = new AudioCodecs();
    final List<String> keys = new ArrayList<>();
    final AudioReceiver receiver;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final SampleRate rate;
    private short[] heard = {};
    private long now = START;

    AudioCodec codec = AudioCodec.PCMU;
    double hertz = 400;
    int packetMillis = 20;
    double clockPpm;
    long ssrc = 1;
    int sequenceNumber = 65_500;
    long timestamp = 0xFFFF_F000L;
    int sent;
    private double senderMillis; // of the sender's clock since the start
    private long sample;

    ReceiverRig() {
        this(SampleRate.NARROWBAND);
    }

    ReceiverRig(SampleRate rate) {
        this.rate = rate;
        receiver = new AudioReceiver(rate, codecs, new DtmfListener() {
            @Override
            public void onKeyDown(char key) {
                keys.add("+" + key);
            }

            @Override
            public void onKeyUp(char key, int millis) {
                keys.add("-" + key);
            }
        });
        receiver.setFormat(
                Map.of(0, AudioCodec.PCMU, 8, AudioCodec.PCMA, 9, AudioCodec.G722, 96, AudioCodec.OPUS),
                Map.of(101, 8_000),
                rate);
    }

    /** Queues {@code millis} of a tone. */
    void say(int millis, Network network) {
        int count = codec.sampleRate() / 1000 * ((millis + packetMillis - 1) / packetMillis * packetMillis);
        short[] pcm = Tones.sine(hertz, codec.sampleRate(), LEVEL, sample, count);
        sample += count;
        say(pcm, network);
    }

    /** Queues whole packets of sound. */
    void say(short[] sound, Network network) {
        try (var encoder = codecs.openEncoder(codec, codec.sampleRate())) {
            int count = codec.sampleRate() / 1000 * packetMillis;
            for (int at = 0; at + count <= sound.length; at += count) {
                short[] pcm = java.util.Arrays.copyOfRange(sound, at, at + count);
                byte[] payload = new byte[1_300];
                int length = encoder.encode(pcm, count, payload, 0);
                packet(payloadType(), false, timestamp, java.util.Arrays.copyOf(payload, length), network);
                pass(packetMillis);
            }
        }
    }

    /** The sender's clock and timestamp go on without a packet. */
    void pass(int millis) {
        timestamp = (timestamp + (long) millis * codec.clockRate() / 1_000) & 0xFFFF_FFFFL;
        senderMillis += millis;
    }

    void packet(int payloadType, boolean marker, long timestamp, byte[] payload, Network network) {
        double delay = network.delay(sent++);
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + payload.length];
        RtpPacket.writeHeader(bytes, 0, payloadType, marker, sequenceNumber, timestamp, ssrc);
        System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, payload.length);
        sequenceNumber = (sequenceNumber + 1) & 0xFFFF;
        if (delay >= 0) {
            arrivals.add(new Arrival(arrival(delay), bytes));
        }
    }

    /** The packet queued last comes once more, later. */
    void again(double laterMillis) {
        Arrival last = arrivals.get(arrivals.size() - 1);
        arrivals.add(new Arrival(last.nanos + (long) (laterMillis * MILLI), last.bytes));
    }

    private long arrival(double delayMillis) {
        double millis = senderMillis * (1 - clockPpm / 1e6) + 3 + delayMillis;
        return START + (long) (millis * MILLI);
    }

    /** Plays until all that was queued has come, and {@code moreMillis} longer. */
    void play(int moreMillis) {
        arrivals.sort(Comparator.comparingLong(Arrival::nanos));
        RtpPacket packet = new RtpPacket();
        short[] frame = new short[rate.frame()];
        long end = (arrivals.isEmpty() ? now : arrivals.get(arrivals.size() - 1).nanos) + moreMillis * MILLI;
        int next = 0;
        List<short[]> frames = new ArrayList<>();
        while (now < end) {
            while (next < arrivals.size() && arrivals.get(next).nanos <= now) {
                byte[] bytes = arrivals.get(next).bytes;
                packet.parse(bytes, 0, bytes.length);
                receiver.onRtp(packet, arrivals.get(next++).nanos);
            }
            receiver.pull(frame, now);
            frames.add(frame.clone());
            now += 20 * MILLI;
        }
        arrivals.clear();
        short[] all = java.util.Arrays.copyOf(heard, heard.length + frames.size() * frame.length);
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, all, heard.length + i * frame.length, frame.length);
        }
        heard = all;
    }

    short[] heard() {
        return heard;
    }

    /** Level of the tone from {@code fromMillis} to {@code toMillis} of what was heard. */
    double hears(double hertz, int fromMillis, int toMillis) {
        return Tones.dbov(heard, rate.samples(fromMillis), rate.samples(toMillis - fromMillis), hertz, rate.hertz());
    }

    /** Milliseconds until the first sound. */
    int firstSound() {
        int i = 0;
        while (i < heard.length && Math.abs(heard[i]) < 500) {
            i++;
        }
        return i * 1_000 / rate.hertz();
    }

    /** Frames of 20 ms in the given span whose tone is more than 6 dB too quiet. */
    int gaps(int fromMillis, int toMillis) {
        int gaps = 0;
        for (int t = fromMillis; t + 20 <= toMillis; t += 20) {
            gaps += hears(hertz, t, t + 20) < LEVEL - 6 ? 1 : 0;
        }
        return gaps;
    }

    JitterBufferStats stats() {
        return receiver.statistics();
    }

    int payloadType() {
        return codec == AudioCodec.OPUS ? 96 : codec.staticPayloadType();
    }

    @Override
    public void close() {
        receiver.close();
        if (codecs.openNative() != 0) {
            throw new AssertionError("native codecs left open: " + codecs.openNative());
        }
    }
}
