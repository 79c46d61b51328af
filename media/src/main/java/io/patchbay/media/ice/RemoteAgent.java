package io.patchbay.media.ice;

import java.util.List;

/**
 * The other end, as its description tells.
 *
 * @param lite whether it only answers checks (RFC 8445 §2.5)
 * @param candidates none is fine: its checks tell where it is
 */
public record RemoteAgent(IceCredentials credentials, boolean lite, List<Candidate> candidates) {
    public RemoteAgent {
        candidates = List.copyOf(candidates);
    }
}
