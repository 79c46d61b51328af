package io.patchbay.media.peer;

import io.patchbay.media.ice.Candidate;
import io.patchbay.media.ice.CandidateType;
import io.patchbay.media.sdp.IceCandidate;
import io.patchbay.media.sdp.MediaAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a call's RTP socket may be reached, for its description. Belongs to the media loop. */
final class LocalCandidates {
    /** A call has one socket, so no base is preferred to another of its type. */
    static final int PREFERENCE = 65_535;

    private final List<Candidate> candidates = new ArrayList<>();

    /** @param advertised where it differs from the socket's address, a 1:1 NAT maps the one to the other, ports kept */
    LocalCandidates(InetSocketAddress socket, InetAddress advertised) {
        candidates.add(new Candidate(
                CandidateType.HOST, socket, "1", CandidateType.HOST.priority(PREFERENCE), Optional.empty()));
        if (!advertised.equals(socket.getAddress())) {
            add(CandidateType.SERVER_REFLEXIVE, new InetSocketAddress(advertised, socket.getPort()), socket);
        }
    }

    /** Adds one, unless its address is there already (RFC 8445 §5.1.3). */
    void add(CandidateType type, InetSocketAddress address, InetSocketAddress related) {
        if (candidates.stream().anyMatch(known -> known.address().equals(address))) {
            return;
        }
        int number = candidates.size() + 1;
        candidates.add(new Candidate(
                type, address, Integer.toString(number), type.priority(PREFERENCE - number), Optional.of(related)));
    }

    List<IceCandidate> described() {
        return candidates.stream()
                .map(candidate -> new IceCandidate(
                        candidate.foundation(),
                        candidate.priority(),
                        described(candidate.address()),
                        candidate.type().token(),
                        candidate.related().map(LocalCandidates::described)))
                .toList();
    }

    /** Without the name of an interface of ours, which a link-local address may carry. */
    static String host(InetAddress address) {
        String literal = address.getHostAddress();
        int zone = literal.indexOf('%');
        return zone < 0 ? literal : literal.substring(0, zone);
    }

    private static MediaAddress described(InetSocketAddress address) {
        return new MediaAddress(host(address.getAddress()), address.getPort());
    }
}
