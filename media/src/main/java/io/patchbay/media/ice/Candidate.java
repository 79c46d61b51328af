package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * An address at which an agent may be reached.
 *
 * @param foundation the same for candidates of one type, base and server (RFC 8445 §5.1.1.3)
 * @param priority 1 to 2^31-1
 * @param related the base of a reflexive one, the mapped address of a relayed one (RFC 8839 §5.1)
 */
public record Candidate(
        CandidateType type,
        InetSocketAddress address,
        String foundation,
        long priority,
        Optional<InetSocketAddress> related) {
    private static final long MAX_PRIORITY = 0x7FFF_FFFFL;

    public Candidate {
        if (priority < 1 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException("a candidate's priority is 1 to 2^31-1, not " + priority);
        }
        if (address.isUnresolved() || address.getPort() == 0) {
            throw new IllegalArgumentException("a candidate needs an address and a port, not " + address);
        }
    }

    /** One that no description named, but a check came from (RFC 8445 §7.3.1.3). */
    static Candidate learned(InetSocketAddress address, long priority, int number) {
        return new Candidate(CandidateType.PEER_REFLEXIVE, address, "seen" + number, priority, Optional.empty());
    }
}
