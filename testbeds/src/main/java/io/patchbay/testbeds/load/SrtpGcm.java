package io.patchbay.testbeds.load;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the server protects, by AEAD_AES_128_GCM (RFC 7714). Its own, so that the appliance is not compared with itself. */
final class SrtpGcm {
    private static final int KEY = 16;
    private static final int SALT = 12;
    private static final int TAG = 16;
    private static final int HEADER = 12;

    /** Both sides' keys, then both sides' salts. */
    static final int KEYING_MATERIAL = 2 * (KEY + SALT);

    private final SecretKeySpec key;
    private final byte[] salt;

    /** @param material as DTLS exports it; the server's part is taken */
    SrtpGcm(byte[] material) {
        byte[] masterKey = Arrays.copyOfRange(material, KEY, 2 * KEY);
        byte[] masterSalt = Arrays.copyOfRange(material, 2 * KEY + SALT, 2 * (KEY + SALT));
        key = new SecretKeySpec(derive(masterKey, masterSalt, 0x00, KEY), "AES");
        salt = derive(masterKey, masterSalt, 0x02, SALT);
    }

    /** RFC 3711 §4.3.3 with the salt of RFC 7714 §11: AES in counter mode over label and salt. */
    private static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int length) {
        byte[] iv = Arrays.copyOf(masterSalt, 16);
        iv[7] ^= (byte) label;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(new byte[length]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    /**
     * The payload of a packet.
     *
     * @param rollover how often its sequence number has wrapped
     * @return null where the packet is not what it should be
     */
    byte[] payload(byte[] packet, int rollover) {
        ByteBuffer rtp = ByteBuffer.wrap(packet);
        boolean hasExtension = (packet[0] & 0x10) != 0;
        int header = HEADER + 4 * (packet[0] & 0x0F);
        if (hasExtension) {
            header += 4 + 4 * (rtp.getShort(header + 2) & 0xFFFF);
        }
        // RFC 7714 §8.1: 00 00, SSRC, ROC, SEQ
        ByteBuffer iv = ByteBuffer.allocate(SALT)
                .putShort((short) 0)
                .putInt(rtp.getInt(8))
                .putInt(rollover)
                .putShort(rtp.getShort(2));
        for (int i = 0; i < SALT; i++) {
            iv.array()[i] ^= salt[i];
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, iv.array()));
            cipher.updateAAD(packet, 0, header);
            return cipher.doFinal(packet, header, packet.length - header);
        } catch (GeneralSecurityException e) {
            return null; // another rollover, or not theirs
        }
    }
}
