package io.patchbay.media.ice;

import java.nio.charset.StandardCharsets;
import org.ice4j.attribute.FingerprintAttribute;

/** Cheap looks at the bytes of a STUN message (RFC 8489 §5), before anything is made of it. */
public final class StunPacket {
    static final int HEADER = 20;
    static final int COOKIE = 0x2112A442;
    private static final int USERNAME = 0x0006;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_SIZE = 8;
    private static final int CLASS_BITS = 0x0110;
    private static final int RESPONSE_BIT = 0x0100;
    private static final int MAX_USERNAME = 513; // RFC 8489 §14.3: less than 509 bytes, with some room

    private StunPacket() {}

    /** Whether these bytes are a whole STUN message that ends with a right FINGERPRINT, as all of ICE do (RFC 8445 §7). */
    public static boolean isStun(byte[] buffer, int offset, int length) {
        if (length < HEADER + FINGERPRINT_SIZE || length % 4 != 0 || (buffer[offset] & 0xC0) != 0) {
            return false;
        }
        if (u16(buffer, offset + 2) != length - HEADER || i32(buffer, offset + 4) != COOKIE) {
            return false;
        }
        int at = offset + length - FINGERPRINT_SIZE;
        if (u16(buffer, at) != FINGERPRINT || u16(buffer, at + 2) != 4) {
            return false;
        }
        byte[] right = FingerprintAttribute.calculateXorCRC32(buffer, offset, length - FINGERPRINT_SIZE);
        for (int i = 0; i < 4; i++) {
            if (buffer[at + 4 + i] != right[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a STUN message is a request; else it is an indication or a response. */
    public static boolean isRequest(byte[] buffer, int offset) {
        return (u16(buffer, offset) & CLASS_BITS) == 0;
    }

    /** Whether a STUN message is a response, success or error. */
    public static boolean isResponse(byte[] buffer, int offset) {
        return (u16(buffer, offset) & RESPONSE_BIT) != 0;
    }

    /**
     * Whether these bytes may be a message of a STUN or TURN server, which needs no FINGERPRINT: only who knows the transaction, or
     * is an agreed server, is to be trusted.
     */
    public static boolean mayBeStun(byte[] buffer, int offset, int length) {
        return length >= HEADER
                && (buffer[offset] & 0xC0) == 0
                && u16(buffer, offset + 2) == length - HEADER
                && i32(buffer, offset + 4) == COOKIE;
    }

    /** The part of USERNAME before the colon, which names the transport that a check is for; null where there is none. */
    public static String localFragment(byte[] buffer, int offset, int length) {
        int end = offset + length;
        int at = offset + HEADER;
        while (at + 4 <= end) {
            int size = u16(buffer, at + 2);
            if (at + 4 + size > end) {
                return null;
            }
            if (u16(buffer, at) == USERNAME) {
                return size > MAX_USERNAME ? null : beforeColon(buffer, at + 4, size);
            }
            at += 4 + (size + 3 & ~3);
        }
        return null;
    }

    private static String beforeColon(byte[] buffer, int from, int size) {
        for (int i = from; i < from + size; i++) {
            if (buffer[i] == ':') {
                return new String(buffer, from, i - from, StandardCharsets.US_ASCII);
            }
        }
        return null;
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    static int i32(byte[] bytes, int at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }
}
