package io.patchbay.media.sdp;

/**
 * The {@code o=} line (RFC 8866 §5.2).
 *
 * @param sessionId digits, as many as the other end likes
 * @param version digits; it changes with every new description of the session
 */
public record Origin(String username, String sessionId, String version, AddressType type, String address) {
    /** Stands for an o= line that is missing. */
    static final Origin UNKNOWN = new Origin("-", "0", "0", AddressType.IP4, "0.0.0.0");

    public Origin {
        SdpText.token("origin username", username);
        SdpText.token("origin session id", sessionId);
        SdpText.token("origin version", version);
        SdpText.token("origin address", address);
    }
}
