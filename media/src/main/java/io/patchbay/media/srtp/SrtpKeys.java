package io.patchbay.media.srtp;

import java.nio.ByteBuffer;

/**
 * Master keys of both directions, of one suite. Secret: never logged.
 *
 * @param local what we protect with
 * @param remote what the other side protects with
 */
public record SrtpKeys(SrtpMasterKey local, SrtpMasterKey remote) {
    public SrtpKeys {
        if (local.suite() != remote.suite()) {
            throw new IllegalArgumentException("keys of %s and of %s".formatted(local.suite(), remote.suite()));
        }
    }

    public SrtpKeys(SrtpSuite suite, byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt) {
        this(join(suite, localKey, localSalt), join(suite, remoteKey, remoteSalt));
    }

    private static SrtpMasterKey join(SrtpSuite suite, byte[] key, byte[] salt) {
        if (key.length != suite.keyLength() || salt.length != suite.saltLength()) {
            throw new IllegalArgumentException(
                    "%s has keys of %d and salts of %d bytes".formatted(suite, suite.keyLength(), suite.saltLength()));
        }
        ByteBuffer both = ByteBuffer.allocate(key.length + salt.length);
        return SrtpMasterKey.of(suite, both.put(key).put(salt).array());
    }

    public SrtpSuite suite() {
        return local.suite();
    }

    /** The same as the other side has them. */
    public SrtpKeys swapped() {
        return new SrtpKeys(remote, local);
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + suite() + "]";
    }
}
