package io.patchbay.media.sdp;

/** Our ICE credentials (RFC 8839 §5.4). */
public record LocalIce(String usernameFragment, String password) {
    public LocalIce {
        SdpText.token("ICE username fragment", usernameFragment);
        SdpText.token("ICE password", password);
    }

    @Override
    public String toString() {
        return "LocalIce[" + usernameFragment + "]";
    }
}
