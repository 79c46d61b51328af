package io.patchbay.media.srtp;

import java.util.Optional;
import org.jitsi.srtp.SrtpPolicy;

/** How packets are protected, by the names of SDES (RFC 4568 §6.2, RFC 7714 §14.2) and the numbers of DTLS-SRTP. */
public enum SrtpSuite {
    /** RFC 7714 §14.2. */
    AEAD_AES_128_GCM("AEAD_AES_128_GCM", 0x0007, 16, 12, 16, 16),
    /** RFC 7714 §14.2. */
    AEAD_AES_256_GCM("AEAD_AES_256_GCM", 0x0008, 32, 12, 16, 16),
    /** RFC 5764 §4.1.2. */
    AES128_CM_HMAC_SHA1_80("AES_CM_128_HMAC_SHA1_80", 0x0001, 16, 14, 10, 10),
    /** The tag of RTCP stays at 80 bits (RFC 4568 §6.2.2). */
    AES128_CM_HMAC_SHA1_32("AES_CM_128_HMAC_SHA1_32", 0x0002, 16, 14, 4, 10);

    /** What protecting adds to an RTCP packet at most: tag and index. RTP packets get the tag only. */
    public static final int MAX_OVERHEAD = 16 + 4;

    private static final int SHA1_KEY = 20;

    private final String sdesName;
    private final int profile;
    private final int keyLength;
    private final int saltLength;
    private final int tagLength;
    private final int controlTagLength;

    SrtpSuite(String sdesName, int profile, int keyLength, int saltLength, int tagLength, int controlTagLength) {
        this.sdesName = sdesName;
        this.profile = profile;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
        this.controlTagLength = controlTagLength;
    }

    /** The suite that an {@code a=crypto} line names, without regard to case. */
    public static Optional<SrtpSuite> ofSdesName(String name) {
        for (SrtpSuite suite : values()) {
            if (suite.sdesName.equalsIgnoreCase(name)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    /** Its name in {@code a=crypto} (RFC 4568 §6.2). */
    public String sdesName() {
        return sdesName;
    }

    /** Its number in the {@code use_srtp} extension of DTLS (RFC 5764 §4.1.2). */
    public int profile() {
        return profile;
    }

    /** Bytes of master key. */
    public int keyLength() {
        return keyLength;
    }

    /** Bytes of master salt. */
    public int saltLength() {
        return saltLength;
    }

    int tagLength() {
        return tagLength;
    }

    int controlTagLength() {
        return controlTagLength;
    }

    SrtpPolicy policy() {
        return policy(tagLength);
    }

    SrtpPolicy controlPolicy() {
        return policy(controlTagLength);
    }

    private SrtpPolicy policy(int tag) {
        SrtpPolicy policy =
                switch (this) {
                    case AEAD_AES_128_GCM, AEAD_AES_256_GCM ->
                        new SrtpPolicy(
                                SrtpPolicy.AESGCM_ENCRYPTION,
                                keyLength,
                                SrtpPolicy.NULL_AUTHENTICATION,
                                0,
                                tag,
                                saltLength);
                    case AES128_CM_HMAC_SHA1_80, AES128_CM_HMAC_SHA1_32 ->
                        new SrtpPolicy(
                                SrtpPolicy.AESCM_ENCRYPTION,
                                keyLength,
                                SrtpPolicy.HMACSHA1_AUTHENTICATION,
                                SHA1_KEY,
                                tag,
                                saltLength);
                };
        policy.setSendReplayEnabled(false); // see SrtpSession
        return policy;
    }
}
