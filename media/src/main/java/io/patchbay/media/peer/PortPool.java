package io.patchbay.media.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The UDP ports of phones' media: pairs of an even one for RTP and the odd one above it for RTCP (RFC 3550 §11). A pair given back
 * is the last to be given out again, so that a late packet of one call does not reach the next. Any thread.
 */
public final class PortPool {
    private static final int EXPEDITED_FORWARDING = 46;

    private final int lowest; // even
    private final int pairs;
    private final int highest;
    private final int dscp;
    private final Deque<Integer> free = new ArrayDeque<>(); // guarded by this; what was given back last is at the end

    /** Marked as telephony is (RFC 4594 §4.1). */
    public PortPool(int lowest, int highest) {
        this(lowest, highest, EXPEDITED_FORWARDING);
    }

    /**
     * @param lowest 1024 to 65534; where it is odd, the first pair begins one above
     * @param highest up to 65535, with room for one pair at least
     * @param dscp the mark of the packets sent (RFC 2474), 0 to 63
     */
    public PortPool(int lowest, int highest, int dscp) {
        this.dscp = dscp;
        this.lowest = lowest + (lowest & 1);
        this.highest = highest;
        pairs = (highest - this.lowest + 1) / 2;
        if (lowest < 1024 || highest > 65_535 || pairs < 1) {
            throw new IllegalArgumentException(
                    "RTP ports: %d to %d is no range of 1024 to 65535 with an even port and the odd one above it"
                            .formatted(lowest, highest));
        }
        for (int pair = 0; pair < pairs; pair++) {
            free.add(pair);
        }
    }

    /** Pairs in use. */
    public synchronized int inUse() {
        return pairs - free.size();
    }

    /** Pairs there are. */
    public int capacity() {
        return pairs;
    }

    /**
     * Opens a pair; closing it gives it back.
     *
     * @throws NoFreePortException where calls or other programs use all of them
     */
    MediaPorts open(InetAddress address) {
        IOException last = null;
        for (int attempt = 0; attempt < pairs; attempt++) {
            int pair = take();
            if (pair < 0) {
                break;
            }
            try {
                return new MediaPorts(address, lowest + 2 * pair, dscp, () -> giveBack(pair));
            } catch (IOException e) {
                giveBack(pair);
                if (last == null) {
                    requireLocal(address); // only now: asking for it takes longer than opening the ports
                }
                last = e; // another program's: on to the next
            }
        }
        throw new NoFreePortException("no free RTP port in %d–%d: %d calls use %s%s"
                .formatted(
                        lowest,
                        highest,
                        inUse(),
                        inUse() == pairs ? "them all" : "some, other programs the rest",
                        last == null ? "" : " (" + last.getMessage() + ")"));
    }

    private synchronized int take() {
        Integer longestFree = free.poll();
        return longestFree == null ? -1 : longestFree;
    }

    private synchronized void giveBack(int pair) {
        free.add(pair);
    }

    private static void requireLocal(InetAddress address) {
        try {
            if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
                return;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("RTP: cannot look for the address " + address.getHostAddress(), e);
        }
        if (!address.isLoopbackAddress()) { // all of 127.0.0.0/8 may be bound
            throw new IllegalArgumentException("RTP: this machine has no address " + address.getHostAddress());
        }
    }
}
