package io.patchbay.media.peer;

import java.net.InetSocketAddress;

/**
 * Where a phone's RTCP comes from and ours goes, when it has a port of its own. Only the host that RTP comes from may send it, or the
 * one that the description names for it (RFC 3605) where RTP comes from where it says; the first packet tells the port. Belongs to one thread.
 */
final class RtcpAddress {
    private InetSocketAddress announcedRtp;
    private InetSocketAddress announced;
    private InetSocketAddress learned;

    /** A new round of offer and answer. */
    void announce(InetSocketAddress rtp, InetSocketAddress announced) {
        announcedRtp = rtp;
        this.announced = announced;
        learned = null;
    }

    /**
     * Whether RTCP from {@code source} is the phone's. Learns from it.
     *
     * @param rtp where the phone's RTP comes from; null where that is not known
     * @param ownPort whether it came to the port for RTCP, rather than to RTP's
     */
    boolean accepts(InetSocketAddress source, InetSocketAddress rtp, boolean ownPort) {
        if (rtp == null || !isHost(source, rtp)) {
            return false;
        }
        if (ownPort && learned == null) {
            learned = source;
        }
        return !ownPort || learned.equals(source);
    }

    private boolean isHost(InetSocketAddress candidate, InetSocketAddress rtp) {
        return candidate.getAddress().equals(rtp.getAddress())
                || announced != null
                        && candidate.getAddress().equals(announced.getAddress())
                        && announcedRtp != null
                        && rtp.getAddress().equals(announcedRtp.getAddress());
    }

    /** Where to send: null where nothing is known. */
    InetSocketAddress target(InetSocketAddress rtp) {
        if (rtp == null) {
            return null;
        }
        if (learned != null && isHost(learned, rtp)) {
            return learned;
        }
        if (announced != null && isHost(announced, rtp)) {
            return announced;
        }
        // behind an address translator: most keep the ports of a pair together
        return rtp.getPort() == 65_535 ? null : new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }
}
