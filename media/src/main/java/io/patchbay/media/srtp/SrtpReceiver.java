package io.patchbay.media.srtp;

import io.patchbay.media.rtp.SsrcTable;
import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;

/** What the other side protects with: its master key and the contexts of the streams that came. Belongs to one thread. */
final class SrtpReceiver implements AutoCloseable {
    /** A forger cannot make us keep more; no browser sends as many streams. */
    private static final int MAX_STREAMS = 1024;

    private static final int MIN_RTP = 12;
    private static final int MIN_RTCP = 8;
    private static final int SRTCP_INDEX = 4;

    private final SrtpMasterKey key;
    private final SrtpContextFactory factory;
    private final SsrcTable<SrtpCryptoContext> contexts = new SsrcTable<>();
    private final SsrcTable<SrtcpCryptoContext> controls = new SsrcTable<>();
    private final PacketBytes packet = new PacketBytes();

    SrtpReceiver(SrtpMasterKey key) {
        this.key = key;
        factory = SrtpContexts.factory(false, key);
    }

    SrtpMasterKey key() {
        return key;
    }

    int unprotect(byte[] buffer, int offset, int length) {
        if (length < MIN_RTP + key.suite().tagLength()) {
            return SrtpSession.REJECTED;
        }
        try {
            long ssrc = SrtpContexts.u32(buffer, offset + 8);
            SrtpCryptoContext known = contexts.get(ssrc);
            if (known == null && contexts.size() >= MAX_STREAMS) {
                return SrtpSession.REJECTED;
            }
            SrtpCryptoContext context = known == null ? factory.deriveContext((int) ssrc, 0) : known;
            packet.wrap(buffer, offset, length);
            int result = SrtpContexts.length(context.reverseTransformPacket(packet, false), packet);
            if (known == null && result != SrtpSession.REJECTED) {
                contexts.put(ssrc, context);
            }
            return result;
        } catch (GeneralSecurityException | RuntimeException e) {
            return SrtpSession.REJECTED; // jitsi-srtp runs over the end of some malformed header extensions
        }
    }

    int unprotectControl(byte[] buffer, int offset, int length) {
        if (length < MIN_RTCP + key.suite().controlTagLength() + SRTCP_INDEX) {
            return SrtpSession.REJECTED;
        }
        try {
            long ssrc = SrtpContexts.u32(buffer, offset + 4);
            SrtcpCryptoContext known = controls.get(ssrc);
            if (known == null && controls.size() >= MAX_STREAMS) {
                return SrtpSession.REJECTED;
            }
            SrtcpCryptoContext context = known == null ? factory.deriveControlContext((int) ssrc) : known;
            packet.wrap(buffer, offset, length);
            int result = SrtpContexts.length(context.reverseTransformPacket(packet), packet);
            if (known == null && result != SrtpSession.REJECTED) {
                controls.put(ssrc, context);
            }
            return result;
        } catch (GeneralSecurityException | RuntimeException e) {
            return SrtpSession.REJECTED;
        }
    }

    @Override
    public void close() {
        factory.close();
        packet.wrap(new byte[0], 0, 0);
    }
}
