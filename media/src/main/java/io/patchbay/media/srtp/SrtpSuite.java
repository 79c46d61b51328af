package io.patchbay.media.srtp;

import org.jitsi.srtp.SrtpPolicy;

/** The protection profiles of DTLS-SRTP that we speak. */
public enum SrtpSuite {
    /** RFC 7714 §14.2. */
    AEAD_AES_128_GCM(0x0007, 16, 12, 16) {
        @Override
        SrtpPolicy policy() {
            return new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
        }
    },
    /** RFC 5764 §4.1.2. */
    AES128_CM_HMAC_SHA1_80(0x0001, 16, 14, 10) {
        @Override
        SrtpPolicy policy() {
            return new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
        }
    };

    /** What protecting adds to an RTCP packet at most: tag and index. RTP packets get the tag only. */
    public static final int MAX_OVERHEAD = 16 + 4;

    private final int profile;
    private final int keyLength;
    private final int saltLength;
    private final int tagLength;

    SrtpSuite(int profile, int keyLength, int saltLength, int tagLength) {
        this.profile = profile;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
    }

    abstract SrtpPolicy policy();

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
}
