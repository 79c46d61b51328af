package io.patchbay.media.peer;

import io.patchbay.media.ice.Candidate;
import io.patchbay.media.ice.CandidateType;
import io.patchbay.media.ice.IceCredentials;
import io.patchbay.media.ice.RemoteAgent;
import io.patchbay.media.sdp.IceCandidate;
import io.patchbay.media.sdp.RemoteIce;
import java.net.InetAddress;
import java.util.Optional;

/** From a phone's description to what the ICE agent checks. */
final class RemoteCandidates {
    private RemoteCandidates() {}

    static RemoteAgent agent(RemoteIce ice) {
        return new RemoteAgent(
                new IceCredentials(ice.usernameFragment(), ice.password()),
                ice.lite(),
                ice.candidates().stream()
                        .flatMap(candidate -> candidate(candidate).stream())
                        .toList());
    }

    /** Empty for what no packet can go to. */
    private static Optional<Candidate> candidate(IceCandidate described) {
        return described
                .address()
                .literal()
                .filter(address -> isHost(address.getAddress()))
                .map(address -> new Candidate(
                        type(described.type()),
                        address,
                        described.foundation(),
                        described.priority(),
                        Optional.empty()));
    }

    private static boolean isHost(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }

    /** An unknown one counts as a host's. */
    private static CandidateType type(String token) {
        for (CandidateType type : CandidateType.values()) {
            if (type.token().equals(token)) {
                return type;
            }
        }
        return CandidateType.HOST;
    }
}
