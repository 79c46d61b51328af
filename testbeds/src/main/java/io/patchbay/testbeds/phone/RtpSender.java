package io.patchbay.testbeds.phone;

import io.patchbay.testbeds.audio.Tone;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a phone's RTP packets, one each packet time. Belongs to the media thread. */
final class RtpSender implements AutoCloseable {
    private final PhoneCodec codec;
    private final int payloadType;
    private final long packetNanos;
    private final int samples;
    private final int ticks;
    private final PhoneEncoder encoder;
    private final short[] pcm;
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private final long started = System.nanoTime();
    private int sequence = ThreadLocalRandom.current().nextInt(0x10000);
    private long timestamp = ThreadLocalRandom.current().nextInt() & 0xffff_ffffL;
    private long position;
    private long packets;
    private long octets;

    RtpSender(PhoneCodec codec, int payloadType, long packetNanos) {
        this.codec = codec;
        this.payloadType = payloadType;
        this.packetNanos = packetNanos;
        this.samples = (int) (codec.sampleRate() * packetNanos / 1_000_000_000L);
        this.ticks = (int) (codec.clockRate() * packetNanos / 1_000_000_000L);
        this.pcm = new short[samples];
        this.encoder = PhoneCodecs.encoder(codec);
    }

    /** Whether the next packet's time has come. */
    boolean due(long now) {
        return now - started >= packets * packetNanos;
    }

    ByteBuffer next(Optional<Tone> tone) {
        if (tone.isPresent()) {
            tone.get().fill(pcm, samples, position, codec.sampleRate());
        } else {
            java.util.Arrays.fill(pcm, (short) 0);
        }
        byte[] payload = encoder.encode(pcm, samples);
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
        packet.put((byte) 0x80)
                .put((byte) (packets == 0 ? 0x80 | payloadType : payloadType))
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt(ssrc)
                .put(payload)
                .flip();
        position += samples;
        sequence++;
        timestamp += ticks;
        packets++;
        octets += payload.length;
        return packet;
    }

    /** A short press of a key: three packets of its event, the end three times (RFC 4733 §2.5.1). */
    List<ByteBuffer> press(int event, int eventPayloadType) {
        List<ByteBuffer> packets = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            boolean end = i >= 3;
            ByteBuffer packet = ByteBuffer.allocate(16);
            packet.put((byte) 0x80)
                    .put((byte) (i == 1 ? 0x80 | eventPayloadType : eventPayloadType))
                    .putShort((short) sequence++)
                    .putInt((int) timestamp)
                    .putInt(ssrc)
                    .put((byte) event)
                    .put((byte) (end ? 0x8A : 0x0A)) // volume -10 dBm0
                    .putShort((short) (Math.min(i, 3) * 400))
                    .flip();
            packets.add(packet);
        }
        return packets;
    }

    /** A sender report (RFC 3550 §6.4.1) with a CNAME. */
    ByteBuffer senderReport(String cname, long wallMillis) {
        byte[] name = cname.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        int chunk = 4 + 2 + name.length + 1;
        int padded = (chunk + 3) / 4 * 4;
        ByteBuffer packet = ByteBuffer.allocate(28 + 4 + padded);
        long seconds = wallMillis / 1000 + 2_208_988_800L;
        long fraction = (wallMillis % 1000 << 32) / 1000;
        packet.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(ssrc);
        packet.putInt((int) seconds).putInt((int) fraction).putInt((int) timestamp);
        packet.putInt((int) packets).putInt((int) octets);
        packet.put((byte) 0x81).put((byte) 202).putShort((short) (padded / 4)).putInt(ssrc);
        packet.put((byte) 1).put((byte) name.length).put(name);
        return packet.rewind();
    }

    int payloadType() {
        return payloadType;
    }

    PhoneCodec codec() {
        return codec;
    }

    int ssrc() {
        return ssrc;
    }

    long packets() {
        return packets;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
