package io.patchbay.testbeds.malformed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** RTP, RTCP, STUN and DTLS packets that are wrong in one way each. */
public final class MalformedMedia {
    private static final int STUN_COOKIE = 0x2112A442;

    private final Random random;

    public MalformedMedia(long seed) {
        random = new Random(seed);
    }

    /** RTP (RFC 3550 §5.1): short, of other versions, with lengths that don't fit, of unknown types. */
    public List<byte[]> rtp() {
        List<byte[]> packets = new ArrayList<>();
        packets.add(new byte[0]);
        packets.add(new byte[] {(byte) 0x80});
        packets.add(rtpPacket(0x80, 0, 0)); // no payload
        packets.add(rtpPacket(0x8f, 0, 4)); // 15 CSRCs that are not there
        packets.add(rtpPacket(0x90, 0, 2)); // an extension that is not there
        packets.add(rtpPacket(0xa0, 0, 160)); // padding longer than the packet
        packets.add(rtpPacket(0x40, 0, 160)); // version 1
        packets.add(rtpPacket(0x80, 77, 160)); // a payload type nobody offered
        packets.add(rtpPacket(0x80, 101, 1)); // a telephone-event without its fields
        packets.add(rtpPacket(0x80, 0, 1_400)); // far too much audio
        byte[] hugeExtension = rtpPacket(0x90, 0, 160);
        hugeExtension[12] = (byte) 0xbe;
        hugeExtension[13] = (byte) 0xde;
        hugeExtension[14] = (byte) 0xff;
        hugeExtension[15] = (byte) 0xff;
        packets.add(hugeExtension);
        addRandom(packets, 0x80);
        return packets;
    }

    /** RTCP (RFC 3550 §6): lengths that don't fit, counts that are not there, unknown types. */
    public List<byte[]> rtcp() {
        List<byte[]> packets = new ArrayList<>();
        for (int type = 192; type <= 210; type++) {
            ByteBuffer packet = ByteBuffer.allocate(16);
            packet.put((byte) 0x9f).put((byte) type).putShort((short) (type % 2 == 0 ? 0xffff : 3));
            packet.putInt(random.nextInt()).putInt(random.nextInt()).putInt(random.nextInt());
            packets.add(packet.array());
        }
        packets.add(new byte[] {(byte) 0x81, (byte) 200, 0, 0});
        packets.add(new byte[] {(byte) 0x81, (byte) 202, 0, 1, 0, 0, 0, 1, 1, (byte) 200});
        addRandom(packets, 0x81);
        return packets;
    }

    /** STUN (RFC 8489): checks without their attributes, with lengths that don't fit, for users who are not there. */
    public List<byte[]> stun() {
        List<byte[]> packets = new ArrayList<>();
        packets.add(stunPacket(1, 0, new byte[0]));
        packets.add(stunPacket(1, 0x7ffc, new byte[0]));
        packets.add(stunPacket(1, 3, new byte[3]));
        packets.add(stunPacket(0x3fff, 0, new byte[0]));
        byte[] user = attribute(0x0006, "nobody:none".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        packets.add(stunPacket(1, user.length, user));
        byte[] unsigned = join(user, attribute(0x0008, new byte[20]), attribute(0x8028, new byte[4]));
        packets.add(stunPacket(1, unsigned.length, unsigned));
        byte[] lying = {0x00, 0x06, (byte) 0xff, (byte) 0xff, 1, 2, 3, 4};
        packets.add(stunPacket(1, lying.length, lying));
        packets.add(stunPacket(0x0101, 0, new byte[0]));
        packets.add(stunPacket(0x0111, 0, new byte[0]));
        addRandom(packets, 0x00);
        return packets;
    }

    /** DTLS (RFC 6347): records from addresses that have proven nothing, cut short, of unknown versions. */
    public List<byte[]> dtls() {
        List<byte[]> packets = new ArrayList<>();
        for (int type = 20; type <= 26; type++) {
            packets.add(dtlsRecord(type, 0xfefd, 40, 40));
            packets.add(dtlsRecord(type, 0xfefd, 40_000, 40));
            packets.add(dtlsRecord(type, 0x0000, 40, 40));
            packets.add(dtlsRecord(type, 0xfefd, 0, 0));
        }
        byte[] hello = dtlsRecord(22, 0xfeff, 60, 60);
        hello[13] = 1; // ClientHello
        packets.add(hello);
        addRandom(packets, 0x16);
        return packets;
    }

    private void addRandom(List<byte[]> packets, int first) {
        for (int i = 0; i < 20; i++) {
            byte[] packet = randomBytes(random, 1 + random.nextInt(300));
            packet[0] = (byte) first;
            packets.add(packet);
            packets.add(randomBytes(random, 1 + random.nextInt(1_400)));
        }
    }

    private byte[] rtpPacket(int first, int payloadType, int payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload);
        packet.put((byte) first).put((byte) payloadType).putShort((short) random.nextInt());
        packet.putInt(random.nextInt()).putInt(random.nextInt()).put(randomBytes(random, payload));
        if ((first & 0x20) != 0) {
            packet.put(11 + payload, (byte) 0xff);
        }
        return packet.array();
    }

    private byte[] stunPacket(int type, int length, byte[] attributes) {
        ByteBuffer packet = ByteBuffer.allocate(20 + attributes.length);
        packet.putShort((short) type).putShort((short) length).putInt(STUN_COOKIE);
        packet.put(randomBytes(random, 12)).put(attributes);
        return packet.array();
    }

    private static byte[] attribute(int type, byte[] value) {
        ByteBuffer attribute = ByteBuffer.allocate(4 + (value.length + 3) / 4 * 4);
        attribute.putShort((short) type).putShort((short) value.length).put(value);
        return attribute.array();
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] dtlsRecord(int type, int version, int length, int present) {
        ByteBuffer packet = ByteBuffer.allocate(13 + present);
        packet.put((byte) type).putShort((short) version).putShort((short) 0).putShort((short) 0);
        packet.putInt(random.nextInt()).putShort((short) length).put(randomBytes(random, present));
        return packet.array();
    }

    static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
