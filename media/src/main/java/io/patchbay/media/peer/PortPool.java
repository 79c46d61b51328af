package io.patchbay.media.peer;

/** The UDP ports of phones' media: pairs of an even one for RTP and the odd one above it for RTCP (RFC 3550 §11). Any thread. */
public final class PortPool {

    /**
     * @param lowest 1024 to 65534
     * @param highest above {@code lowest}, up to 65535
     */
    public PortPool(int lowest, int highest) {}

    /** Pairs in use. */
    public int inUse() {
        throw new UnsupportedOperationException();
    }

    /** Pairs there are. */
    public int capacity() {
        throw new UnsupportedOperationException();
    }
}
