package io.patchbay.media.ice;

import java.security.MessageDigest;
import java.util.Arrays;
import org.ice4j.attribute.MessageIntegrityAttribute;
import org.ice4j.stack.StunStack;

/** MESSAGE-INTEGRITY (RFC 8489 §14.5) with a key of its own, so that no {@link StunStack} and its threads are needed. */
final class KeyedIntegrity extends MessageIntegrityAttribute {
    static final int SIZE = 24; // with its header

    private final byte[] key;

    KeyedIntegrity(byte[] key) {
        this.key = key;
    }

    @Override
    public byte[] encode(StunStack none, byte[] content, int offset, int length) {
        byte[] attribute = new byte[SIZE];
        attribute[1] = (byte) MESSAGE_INTEGRITY;
        attribute[3] = (byte) getDataLength();
        byte[] hash = calculateHmacSha1(content, offset, length, key);
        System.arraycopy(hash, 0, attribute, 4, hash.length);
        return attribute;
    }

    /** Whether {@code found}, which stands in {@code message}, was made with {@code key}. */
    static boolean matches(MessageIntegrityAttribute found, byte[] message, byte[] key) {
        int at = found.getLocationInMessage();
        byte[] before = Arrays.copyOf(message, at);
        int claimed = at + SIZE - StunPacket.HEADER; // the length as it was when the hash was made
        before[2] = (byte) (claimed >> 8);
        before[3] = (byte) claimed;
        return MessageDigest.isEqual(calculateHmacSha1(before, 0, at, key), found.getHmacSha1Content());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
