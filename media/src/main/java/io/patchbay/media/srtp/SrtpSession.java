package io.patchbay.media.srtp;

import io.patchbay.media.rtp.SsrcTable;
import java.security.GeneralSecurityException;
import java.util.logging.Level;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

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

    /** A forger cannot make us keep more; no browser sends as many streams. */
    private static final int MAX_REMOTE_STREAMS = 1024;

    private static final int MIN_RTP = 12;
    private static final int MIN_RTCP = 8;
    private static final int SRTCP_INDEX = 4;
    private static final Logger QUIET = new LoggerImpl(SrtpSession.class.getName(), Level.OFF); // we count ourselves

    private final SrtpContextFactory outbound;
    private final SrtpContextFactory inbound;
    private final int tagLength;
    private final SsrcTable<SrtpCryptoContext> sent = new SsrcTable<>();
    private final SsrcTable<SrtpCryptoContext> received = new SsrcTable<>();
    private final SsrcTable<SrtcpCryptoContext> sentControl = new SsrcTable<>();
    private final SsrcTable<SrtcpCryptoContext> receivedControl = new SsrcTable<>();
    private final PacketBytes packet = new PacketBytes();

    public SrtpSession(SrtpKeys keys) {
        tagLength = keys.suite().tagLength();
        outbound = new SrtpContextFactory(
                true, keys.localKey(), keys.localSalt(), policy(keys.suite()), policy(keys.suite()), QUIET);
        inbound = new SrtpContextFactory(
                false, keys.remoteKey(), keys.remoteSalt(), policy(keys.suite()), policy(keys.suite()), QUIET);
    }

    private static SrtpPolicy policy(SrtpSuite suite) {
        SrtpPolicy policy = suite.policy();
        policy.setSendReplayEnabled(false);
        return policy;
    }

    /**
     * Protects an RTP packet.
     *
     * @return its new length, at most {@link SrtpSuite#MAX_OVERHEAD} more, which must fit behind it; or {@link #REJECTED}
     */
    public int protect(byte[] buffer, int offset, int length) {
        try {
            long ssrc = u32(buffer, offset + 8);
            SrtpCryptoContext context = sent.get(ssrc);
            if (context == null) {
                context = outbound.deriveContext((int) ssrc, 0);
                sent.put(ssrc, context);
            }
            return length(context.transformPacket(packet.wrap(buffer, offset, length)));
        } catch (GeneralSecurityException e) {
            return REJECTED;
        }
    }

    /** Takes an RTP packet's protection away; returns its new length or {@link #REJECTED}. */
    public int unprotect(byte[] buffer, int offset, int length) {
        if (length < MIN_RTP + tagLength) {
            return REJECTED;
        }
        try {
            long ssrc = u32(buffer, offset + 8);
            SrtpCryptoContext known = received.get(ssrc);
            if (known == null && received.size() >= MAX_REMOTE_STREAMS) {
                return REJECTED;
            }
            SrtpCryptoContext context = known == null ? inbound.deriveContext((int) ssrc, 0) : known;
            int result = length(context.reverseTransformPacket(packet.wrap(buffer, offset, length), false));
            if (known == null && result != REJECTED) {
                received.put(ssrc, context);
            }
            return result;
        } catch (GeneralSecurityException | RuntimeException e) {
            return REJECTED; // jitsi-srtp runs over the end of some malformed header extensions
        }
    }

    /** As {@link #protect}, for RTCP. */
    public int protectControl(byte[] buffer, int offset, int length) {
        try {
            long ssrc = u32(buffer, offset + 4);
            SrtcpCryptoContext context = sentControl.get(ssrc);
            if (context == null) {
                context = outbound.deriveControlContext((int) ssrc);
                sentControl.put(ssrc, context);
            }
            return length(context.transformPacket(packet.wrap(buffer, offset, length)));
        } catch (GeneralSecurityException e) {
            return REJECTED;
        }
    }

    /** As {@link #unprotect}, for RTCP. */
    public int unprotectControl(byte[] buffer, int offset, int length) {
        if (length < MIN_RTCP + tagLength + SRTCP_INDEX) {
            return REJECTED;
        }
        try {
            long ssrc = u32(buffer, offset + 4);
            SrtcpCryptoContext known = receivedControl.get(ssrc);
            if (known == null && receivedControl.size() >= MAX_REMOTE_STREAMS) {
                return REJECTED;
            }
            SrtcpCryptoContext context = known == null ? inbound.deriveControlContext((int) ssrc) : known;
            int result = length(context.reverseTransformPacket(packet.wrap(buffer, offset, length)));
            if (known == null && result != REJECTED) {
                receivedControl.put(ssrc, context);
            }
            return result;
        } catch (GeneralSecurityException | RuntimeException e) {
            return REJECTED;
        }
    }

    private int length(SrtpErrorStatus status) {
        return status == SrtpErrorStatus.OK ? packet.getLength() : REJECTED;
    }

    /** Forgets the contexts of a stream that we sent and send no more. Its SSRC must not be used again in this session. */
    public void forgetSent(long ssrc) {
        sent.remove(ssrc);
        sentControl.remove(ssrc);
    }

    /** Wipes the master keys. Any other call after it throws. */
    @Override
    public void close() {
        outbound.close();
        inbound.close();
        packet.wrap(new byte[0], 0, 0);
    }

    private static long u32(byte[] bytes, int at) {
        return (bytes[at] & 0xFFL) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }
}
