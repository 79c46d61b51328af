package io.patchbay.testbeds.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The connectivity checks of a browser that controls: STUN Binding requests that nominate (RFC 8445 §7.2, RFC 8489). */
final class StunCheck {
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int MAGIC_COOKIE = 0x2112_A442;
    private static final int HEADER = 20;
    private static final int INTEGRITY = 24; // attribute with its header
    private static final int FINGERPRINT = 8;
    private static final int FINGERPRINT_XOR = 0x5354_554E;

    private final byte[] username;
    private final SecretKeySpec key;
    private final long tieBreaker = ThreadLocalRandom.current().nextLong();

    StunCheck(String localUfrag, String remoteUfrag, String remotePassword) {
        username = (remoteUfrag + ":" + localUfrag).getBytes(StandardCharsets.UTF_8);
        key = new SecretKeySpec(remotePassword.getBytes(StandardCharsets.UTF_8), "HmacSHA1");
    }

    /** A new request, each with a transaction of its own. */
    ByteBuffer request() {
        int padded = username.length + 3 & ~3;
        int length = 4 + padded + 8 + 12 + 4 + INTEGRITY + FINGERPRINT;
        ByteBuffer out = ByteBuffer.allocate(HEADER + length);
        out.putShort((short) BINDING_REQUEST).putShort((short) (length - FINGERPRINT));
        out.putInt(MAGIC_COOKIE)
                .putInt(ThreadLocalRandom.current().nextInt())
                .putLong(ThreadLocalRandom.current().nextLong());
        out.putShort((short) 0x0006).putShort((short) username.length); // USERNAME
        out.put(Arrays.copyOf(username, padded));
        out.putShort((short) 0x0024).putShort((short) 4).putInt(0x6E00_1EFF); // PRIORITY
        out.putShort((short) 0x802A).putShort((short) 8).putLong(tieBreaker); // ICE-CONTROLLING
        out.putShort((short) 0x0025).putShort((short) 0); // USE-CANDIDATE
        byte[] integrity = integrity(out);
        out.putShort((short) 0x0008).putShort((short) integrity.length).put(integrity);
        out.putShort(2, (short) length);
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        out.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ FINGERPRINT_XOR);
        return out.flip();
    }

    static boolean isSuccess(byte[] packet, int length) {
        return length >= HEADER && ByteBuffer.wrap(packet).getShort(0) == BINDING_SUCCESS;
    }

    private byte[] integrity(ByteBuffer message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(key);
            mac.update(message.array(), 0, message.position());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }
}
