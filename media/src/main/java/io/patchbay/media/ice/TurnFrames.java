package io.patchbay.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/** Packets on their way through a TURN server: ChannelData, Send and Data indications (RFC 8656 §11, §12). */
final class TurnFrames {
    static final int FIRST_CHANNEL = 0x4000;
    static final int LAST_CHANNEL = 0x4FFF;
    private static final int SEND = 0x0016;
    private static final int DATA = 0x0017;
    private static final int XOR_PEER_ADDRESS = 0x0012;
    private static final int DATA_ATTRIBUTE = 0x0013;
    private static final int MAX_OVERHEAD = 20 + 4 + 20 + 4 + 3;

    private TurnFrames() {}

    /** Room that a frame needs beside its data. */
    static int overhead() {
        return MAX_OVERHEAD;
    }

    /** Returns the frame's length. */
    static int channelData(byte[] frame, int channel, byte[] data, int offset, int length) {
        put16(frame, 0, channel);
        put16(frame, 2, length);
        System.arraycopy(data, offset, frame, 4, length);
        return 4 + length; // over UDP it needs no padding
    }

    /** Returns the frame's length. */
    static int sendIndication(byte[] frame, InetSocketAddress peer, byte[] data, int offset, int length) {
        byte[] address = peer.getAddress().getAddress();
        put16(frame, 0, SEND);
        put32(frame, 4, StunPacket.COOKIE);
        for (int i = 8; i < 20; i += 4) {
            put32(frame, i, ThreadLocalRandom.current().nextInt());
        }
        put16(frame, 20, XOR_PEER_ADDRESS);
        put16(frame, 22, 4 + address.length);
        put16(frame, 24, address.length == 4 ? 1 : 2);
        put16(frame, 26, peer.getPort() ^ StunPacket.COOKIE >>> 16);
        for (int i = 0; i < address.length; i++) {
            frame[28 + i] = (byte) (address[i] ^ frame[4 + i]); // the cookie, then the transaction id
        }
        int at = 28 + address.length;
        put16(frame, at, DATA_ATTRIBUTE);
        put16(frame, at + 2, length);
        System.arraycopy(data, offset, frame, at + 4, length);
        int end = at + 4 + length;
        while (end % 4 != 0) {
            frame[end++] = 0;
        }
        put16(frame, 2, end - 20);
        return end;
    }

    static boolean isChannelData(byte[] frame, int length) {
        return length >= 4 && (frame[0] & 0xF0) == FIRST_CHANNEL >> 8 && StunPacket.u16(frame, 2) <= length - 4;
    }

    static boolean isDataIndication(byte[] frame, int length) {
        return StunPacket.mayBeStun(frame, 0, length) && StunPacket.u16(frame, 0) == DATA;
    }

    /** Where the data of a Data indication begins; -1 where it has none. */
    static int dataAt(byte[] frame, int length) {
        return valueAt(frame, length, DATA_ATTRIBUTE);
    }

    /** Of the value that begins there. */
    static int lengthAt(byte[] frame, int value) {
        return StunPacket.u16(frame, value - 2);
    }

    /** Whom a Data indication is from; null where it does not say. */
    static InetSocketAddress peer(byte[] frame, int length) {
        int at = valueAt(frame, length, XOR_PEER_ADDRESS);
        int size = at < 0 ? 0 : lengthAt(frame, at) - 4;
        if (size != 4 && size != 16) {
            return null;
        }
        byte[] address = new byte[size];
        for (int i = 0; i < size; i++) {
            address[i] = (byte) (frame[at + 4 + i] ^ frame[4 + i]);
        }
        try {
            int port = (StunPacket.u16(frame, at + 2) ^ StunPacket.COOKIE >>> 16) & 0xFFFF;
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 bytes", e);
        }
    }

    private static int valueAt(byte[] frame, int length, int type) {
        int at = 20;
        while (at + 4 <= length) {
            int size = StunPacket.u16(frame, at + 2);
            if (at + 4 + size > length) {
                return -1;
            }
            if (StunPacket.u16(frame, at) == type) {
                return at + 4;
            }
            at += 4 + (size + 3 & ~3);
        }
        return -1;
    }

    private static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private static void put32(byte[] bytes, int at, int value) {
        put16(bytes, at, value >> 16);
        put16(bytes, at + 2, value);
    }
}
