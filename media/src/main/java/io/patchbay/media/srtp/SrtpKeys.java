package io.patchbay.media.srtp;

/**
 * Master keys and salts of both directions. Secret: never logged; the arrays are not copied.
 *
 * @param localKey with {@code localSalt}: what we protect with
 * @param remoteKey with {@code remoteSalt}: what the other side protects with
 */
public record SrtpKeys(SrtpSuite suite, byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt) {
    public SrtpKeys {
        if (localKey.length != suite.keyLength() || remoteKey.length != suite.keyLength()) {
            throw new IllegalArgumentException("%s has keys of %d bytes".formatted(suite, suite.keyLength()));
        }
        if (localSalt.length != suite.saltLength() || remoteSalt.length != suite.saltLength()) {
            throw new IllegalArgumentException("%s has salts of %d bytes".formatted(suite, suite.saltLength()));
        }
    }

    /** The same as the other side has them. */
    public SrtpKeys swapped() {
        return new SrtpKeys(suite, remoteKey, remoteSalt, localKey, localSalt);
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + suite + "]";
    }
}
