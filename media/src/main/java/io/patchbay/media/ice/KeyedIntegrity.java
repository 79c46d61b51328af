package io.patchbay.media.ice;

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

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
