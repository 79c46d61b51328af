package io.patchbay.media.srtp;

/**
 * SRTP and SRTCP between two ends (RFC 3711, 7714), in place on the caller's bytes: a context for each SSRC and direction,
 * with its rollover counter and replay window. Belongs to one thread.
 *
 * <p>A packet may be protected twice only if it is the same to the last bit, as the answer to a NACK: the replay check is
 * off for what we send.
 */
public final class SrtpSession implements AutoCloseable {
    /** What the calls return for a packet that is forged, replayed or no packet at all. */
    public static final int REJECTED = -1;

    private SrtpSender sender;
    private SrtpReceiver receiver;

    public SrtpSession(SrtpKeys keys) {
        sender = new SrtpSender(keys.local());
        receiver = new SrtpReceiver(keys.remote());
    }

    /**
     * Takes the keys of another round of offer and answer. A direction whose key is the same goes on with its rollover counters and
     * replay windows (RFC 4568 §7.1.4); one with another key begins anew.
     */
    public void rekey(SrtpKeys keys) {
        if (!keys.local().equals(sender.key())) {
            sender.close();
            sender = new SrtpSender(keys.local());
        }
        if (!keys.remote().equals(receiver.key())) {
            receiver.close();
            receiver = new SrtpReceiver(keys.remote());
        }
    }

    public SrtpSuite suite() {
        return sender.key().suite();
    }

    /**
     * Protects an RTP packet.
     *
     * @return its new length, at most {@link SrtpSuite#MAX_OVERHEAD} more, which must fit behind it; or {@link #REJECTED}
     */
    public int protect(byte[] buffer, int offset, int length) {
        return sender.protect(buffer, offset, length);
    }

    /** Takes an RTP packet's protection away; returns its new length or {@link #REJECTED}. */
    public int unprotect(byte[] buffer, int offset, int length) {
        return receiver.unprotect(buffer, offset, length);
    }

    /** As {@link #protect}, for RTCP. */
    public int protectControl(byte[] buffer, int offset, int length) {
        return sender.protectControl(buffer, offset, length);
    }

    /** As {@link #unprotect}, for RTCP. */
    public int unprotectControl(byte[] buffer, int offset, int length) {
        return receiver.unprotectControl(buffer, offset, length);
    }

    /** Forgets the contexts of a stream that we sent and send no more. Its SSRC must not be used again in this session. */
    public void forgetSent(long ssrc) {
        sender.forget(ssrc);
    }

    /** Wipes the master keys. Any other call after it throws. */
    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
