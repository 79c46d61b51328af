package io.patchbay.media.srtp;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/** A master key with its salt, for one direction. Secret: never logged. Immutable; any thread. */
public final class SrtpMasterKey {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SrtpSuite suite;
    private final byte[] keyAndSalt;

    private SrtpMasterKey(SrtpSuite suite, byte[] keyAndSalt) {
        this.suite = Objects.requireNonNull(suite, "suite");
        this.keyAndSalt = keyAndSalt;
        if (keyAndSalt.length != lengthFor(suite)) {
            throw new IllegalArgumentException("%s has %d bytes of key and salt, not %d"
                    .formatted(suite.sdesName(), lengthFor(suite), keyAndSalt.length));
        }
    }

    /** @param keyAndSalt concatenated, as SDES writes them (RFC 4568 §6.1) */
    public static SrtpMasterKey of(SrtpSuite suite, byte[] keyAndSalt) {
        return new SrtpMasterKey(suite, keyAndSalt.clone());
    }

    public static SrtpMasterKey random(SrtpSuite suite) {
        byte[] bytes = new byte[lengthFor(suite)];
        RANDOM.nextBytes(bytes);
        return new SrtpMasterKey(suite, bytes);
    }

    private static int lengthFor(SrtpSuite suite) {
        return suite.keyLength() + suite.saltLength();
    }

    public SrtpSuite suite() {
        return suite;
    }

    /** A copy of both, concatenated. */
    public byte[] keyAndSalt() {
        return keyAndSalt.clone();
    }

    byte[] key() {
        return Arrays.copyOf(keyAndSalt, suite.keyLength());
    }

    byte[] salt() {
        return Arrays.copyOfRange(keyAndSalt, suite.keyLength(), keyAndSalt.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SrtpMasterKey key
                && suite == key.suite
                && MessageDigest.isEqual(keyAndSalt, key.keyAndSalt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keyAndSalt);
    }

    @Override
    public String toString() {
        return suite.sdesName();
    }
}
