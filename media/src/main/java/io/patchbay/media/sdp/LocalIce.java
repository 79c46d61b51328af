package io.patchbay.media.sdp;

import java.util.List;

/**
 * Our side of ICE (RFC 8839 §5.3, §5.4).
 *
 * @param lite whether we only answer checks; two ends that are lite do no ICE
 * @param candidates where we may be reached; where it is empty, at the address of the description
 */
public record LocalIce(String usernameFragment, String password, boolean lite, List<IceCandidate> candidates) {
    public LocalIce {
        SdpText.token("ICE username fragment", usernameFragment);
        SdpText.token("ICE password", password);
        candidates = List.copyOf(candidates);
    }

    /** A lite end at the address of the description. */
    public LocalIce(String usernameFragment, String password) {
        this(usernameFragment, password, true, List.of());
    }

    /** Whether the two of us can do ICE: one of us must check. */
    boolean worksWith(RemoteIce other) {
        return !(lite && other.lite());
    }

    @Override
    public String toString() {
        return "LocalIce[%s, lite %s, %s]".formatted(usernameFragment, lite, candidates);
    }
}
