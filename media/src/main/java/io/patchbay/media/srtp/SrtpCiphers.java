package io.patchbay.media.srtp;

/** Readies the ciphers of this process. */
public final class SrtpCiphers {
    private SrtpCiphers() {}

    /**
     * Uses each cipher once: loading them takes half a second or more, better before the first call than in it. Any thread.
     */
    public static void prime() {
        for (SrtpSuite suite : SrtpSuite.values()) {
            byte[] key = new byte[suite.keyLength()];
            byte[] salt = new byte[suite.saltLength()];
            try (SrtpSession session = new SrtpSession(new SrtpKeys(suite, key, salt, key, salt))) {
                byte[] packet = new byte[128];
                packet[0] = (byte) 0x80;
                int length = session.protect(packet, 0, 100);
                if (session.unprotect(packet, 0, length) != 100) {
                    throw new IllegalStateException(suite + " does not work on this Java: " + length);
                }
                packet[1] = (byte) 201;
                packet[3] = 24;
                length = session.protectControl(packet, 0, 100);
                if (session.unprotectControl(packet, 0, length) != 100) {
                    throw new IllegalStateException(suite + " does not work on this Java for RTCP: " + length);
                }
            }
        }
    }
}
