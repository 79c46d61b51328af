package io.patchbay.media.peer;

import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSession;
import io.patchbay.media.srtp.SrtpSuite;

/**
 * Puts protection on a phone's packets and takes it away, as negotiated: none, or SRTP. What goes out stands in {@link #packet()}
 * afterwards. Belongs to the media loop.
 */
final class PacketProtection implements AutoCloseable {
    private static final int REJECTED = SrtpSession.REJECTED;

    private final byte[] room;
    private SrtpSession srtp; // null where packets are not protected, or not yet
    private boolean awaited; // keys are to come: until then nothing goes out or in
    private byte[] packet;
    private int offset;

    /** @param longest packet on the wire */
    PacketProtection(int longest) {
        room = new byte[longest];
        packet = room;
    }

    /** Packets go as they are. */
    void useNone() {
        close();
        awaited = false;
    }

    /** Nothing goes out or in until there are keys. */
    void await() {
        close();
        awaited = true;
    }

    /** Keys that stay the same keep their rollover counters. */
    void use(SrtpKeys keys) {
        awaited = false;
        if (srtp == null) {
            srtp = new SrtpSession(keys);
        } else {
            srtp.rekey(keys);
        }
    }

    /** Whether packets can be sent now. */
    boolean isReady() {
        return !awaited;
    }

    /** Returns the length on the wire, or a negative number where the packet cannot be sent. */
    int protect(byte[] plain, int from, int length) {
        if (srtp == null) {
            return pass(plain, from, length);
        }
        return copy(plain, from, length) ? srtp.protect(room, 0, length) : REJECTED;
    }

    /** As {@link #protect}, for RTCP. */
    int protectControl(byte[] plain, int length) {
        if (srtp == null) {
            return pass(plain, 0, length);
        }
        return copy(plain, 0, length) ? srtp.protectControl(room, 0, length) : REJECTED;
    }

    private int pass(byte[] plain, int from, int length) {
        packet = plain;
        offset = from;
        return length;
    }

    private boolean copy(byte[] plain, int from, int length) {
        if (length + SrtpSuite.MAX_OVERHEAD > room.length) {
            return false;
        }
        System.arraycopy(plain, from, room, 0, length);
        packet = room;
        offset = 0;
        return true;
    }

    /** The bytes that {@link #protect} made, from {@link #offset()} on. */
    byte[] packet() {
        return packet;
    }

    int offset() {
        return offset;
    }

    /** In place; returns the length without protection, or a negative number for a packet that is not authentic. */
    int unprotect(byte[] received, int length) {
        if (awaited) {
            return REJECTED;
        }
        return srtp == null ? length : srtp.unprotect(received, 0, length);
    }

    /** As {@link #unprotect}, for RTCP. */
    int unprotectControl(byte[] received, int length) {
        if (awaited) {
            return REJECTED;
        }
        return srtp == null ? length : srtp.unprotectControl(received, 0, length);
    }

    /** Wipes the keys. Idempotent. */
    @Override
    public void close() {
        if (srtp != null) {
            srtp.close();
            srtp = null;
        }
    }

    @Override
    public String toString() {
        if (awaited) {
            return "awaiting keys by DTLS";
        }
        return srtp == null ? "none" : "SRTP " + srtp.suite().sdesName();
    }
}
