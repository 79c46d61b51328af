package io.patchbay.media.peer;

import java.net.InetSocketAddress;

/**
 * Where a phone's RTCP comes from and ours goes, when it has a port of its own. Only the host that RTP comes from may send it; the
 * first packet tells the port. Belongs to one thread.
 */
final class RtcpAddress {
    private InetSocketAddress announced;
    private InetSocketAddress learned;

    /** A new round of offer and answer. */
    void announce(InetSocketAddress announced) {
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
        if (rtp == null || !source.getAddress().equals(rtp.getAddress())) {
            return false;
        }
        if (ownPort && learned == null) {
            learned = source;
        }
        return !ownPort || learned.equals(source);
    }

    /** Where to send: null where nothing is known. */
    InetSocketAddress target(InetSocketAddress rtp) {
        if (rtp == null) {
            return null;
        }
        if (learned != null && learned.getAddress().equals(rtp.getAddress())) {
            return learned;
        }
        if (announced != null && announced.getAddress().equals(rtp.getAddress())) {
            return announced;
        }
        // behind an address translator: most keep the ports of a pair together
        return rtp.getPort() == 65_535 ? null : new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }
}
