package io.patchbay.media.ice;

/** Kinds of candidates, with their type preferences (RFC 8445 §5.1.2.2). */
public enum CandidateType {
    HOST("host", 126),
    PEER_REFLEXIVE("prflx", 110),
    SERVER_REFLEXIVE("srflx", 100),
    RELAYED("relay", 0);

    private static final int RTP = 1; // the only component: RTCP shares its port

    private final String token;
    private final int preference;

    CandidateType(String token, int preference) {
        this.token = token;
        this.preference = preference;
    }

    /** As it stands in a=candidate (RFC 8839 §5.1). */
    public String token() {
        return token;
    }

    /** RFC 8445 §5.1.2.1; {@code localPreference} is 0 to 65535. */
    public long priority(int localPreference) {
        return ((long) preference << 24) + ((long) localPreference << 8) + (256 - RTP);
    }
}
