package io.patchbay.media.sdp;

import java.util.List;

/**
 * What the other end's description says of ICE (RFC 8839).
 *
 * @param lite whether it only answers checks
 * @param candidates those that we can use
 */
public record RemoteIce(String usernameFragment, String password, boolean lite, List<IceCandidate> candidates) {
    public RemoteIce {
        candidates = List.copyOf(candidates);
    }

    @Override
    public String toString() {
        return "RemoteIce[%s, lite %s, %s]".formatted(usernameFragment, lite, candidates);
    }
}
